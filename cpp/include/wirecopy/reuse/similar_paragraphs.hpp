#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/reuse/similar_variants.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// The paragraphs of a corpus, verbatim copies collapsed to variants, and which variants are similar.
///
/// A row a paragraph, by document, then by place. Variants count in order of their first copies.
struct SimilarParagraphs {
    std::vector<std::uint32_t> variant;
    std::vector<std::uint32_t> document;
    std::vector<std::uint32_t> begin;  ///< in bytes, from the first token of the paragraph
    std::vector<std::uint32_t> end;
    std::vector<std::uint64_t> variant_id;  ///< of each variant the hash of its words
    std::vector<Link> links;                ///< sorted

    std::size_t paragraphs() const { return variant.size(); }
    std::size_t variants() const { return variant_id.size(); }
};

/// Every pair of paragraphs of at least `min_words` words whose sets of word 3-grams have at least the Jaccard
/// similarity `jaccard`: exact, but for collisions of hashes of 64 bits (3-grams) and 128 bits (paragraphs).
///
/// The texts are read, and those that turn out to have a near twin are read again, which costs less than to keep their
/// words. `tokens`: read those instead of the texts; null for none. O(words) and the pairs; memory of about 1.5 bytes
/// a byte of text. Throws std::invalid_argument when `jaccard` is not in (0, 1] or `min_words` is below 3.
SimilarParagraphs similar_paragraphs(const documents::Corpus& corpus, const tokens::Tokens* tokens, double jaccard,
                                     std::size_t min_words, const parallel::Control& control);

}  // namespace wirecopy::reuse
