#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/reuse/alignment.hpp"
#include "wirecopy/reuse/flat_words.hpp"
#include "wirecopy/reuse/meetings.hpp"

namespace wirecopy::reuse {

enum class Context : std::uint8_t { prose, quotation, boilerplate };

/// Two spans that carry the same text give or take edits. Documents count in the order of their ids.
struct Passage {
    std::uint64_t id;  ///< hash of the documents' ids, the places and the words
    std::uint32_t document_a;
    std::uint32_t document_b;  ///< not before document_a; the same for a repeat inside one document
    WordSpan a;
    WordSpan b;
    Identity identity;
    Context context;
};

/// The words that a passage needs inside quotation marks on both sides; in prose it needs `min_words`.
constexpr std::uint32_t kQuotedWords = 6;

/// The passages around the places where documents meet (sorted, see `find_meetings`).
///
/// From each place the words are aligned in both directions as far as the texts are alike, and cut where they differ.
/// In a passage of prose the equal words outweigh the others (see `Identity::score`) by `min_words`; inside quotation
/// marks on both sides 6 will do. Boilerplate paragraphs (`is_boilerplate`, by document and paragraph) are passages of
/// their own. Sorted by document_a, begin, document_b, begin. `words` must be in the order of `corpus.by_id()`.
/// O(n) for passages of n words. Throws std::invalid_argument when min_words is below 6.
std::vector<Passage> find_passages(const documents::Corpus& corpus, const FlatWords& words,
                                   const std::vector<std::vector<bool>>& is_boilerplate,
                                   std::span<const Meeting> meetings, std::uint32_t min_words,
                                   const parallel::Control& control);

}  // namespace wirecopy::reuse
