#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// Documents that a thread reads one after the other.
struct DocumentRange {
    std::uint32_t first;
    std::uint32_t last;
};

/// All documents, in order, in ranges of about so many bytes of text.
std::vector<DocumentRange> ranges_of(const documents::Corpus& corpus, std::size_t bytes);

/// Calls `work(document, view)` for every document for which `wanted(document)` holds, on several threads, with its
/// tokens: from `tokens`, or, where that is null, from the text, without sentences, which costs less than keeping them.
void for_each_read(const documents::Corpus& corpus, const tokens::Tokens* tokens, const parallel::Control& control,
                   const std::function<bool(std::size_t)>& wanted,
                   const std::function<void(std::size_t, const tokens::TokenView&)>& work);

}  // namespace wirecopy::reuse
