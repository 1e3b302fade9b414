#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/reuse/credits.hpp"
#include "wirecopy/reuse/passages.hpp"

namespace wirecopy::reuse {

/// What a word of a document is, in the order in which the first that fits wins.
enum class WordClass : std::uint8_t { boilerplate, quotation, wire, same_publisher, other_publisher, own };
constexpr std::size_t kWordClasses = 6;

struct Shares {
    std::uint32_t words = 0;
    std::array<std::uint32_t, kWordClasses> of_class{};  ///< words of each class; they sum to `words`
    /// Words that others print, all of them certainly later; unknown where the document has no date.
    std::optional<std::uint32_t> shared_first;
};

/// How many words of each document are its own and how many it shares, with whom, each word counted once.
///
/// `wire` is prose shared by two documents of which either credits an agency. A document of unknown publisher is a
/// house of its own. Repeats inside a document are its own.
std::vector<Shares> find_shares(const documents::Corpus& corpus, const FlatWords& words,
                                const std::vector<std::vector<bool>>& is_boilerplate, std::span<const Passage> passages,
                                const std::vector<DocumentCredits>& credits, const parallel::Control& control);

}  // namespace wirecopy::reuse
