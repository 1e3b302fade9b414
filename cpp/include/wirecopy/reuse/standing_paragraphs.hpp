#pragma once

#include <cstdint>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// A paragraph that is boilerplate, where it stands.
struct StandingParagraph {
    std::uint32_t document;
    tokens::ByteSpan span;
};

/// All paragraphs of `find_boilerplate`, by document and place, for rooms that look for what an article itself says.
/// `tokens`: read those instead of the texts; null for none. O(n).
std::vector<StandingParagraph> standing_paragraphs(const documents::Corpus& corpus, const tokens::Tokens* tokens,
                                                   const parallel::Control& control);

}  // namespace wirecopy::reuse
