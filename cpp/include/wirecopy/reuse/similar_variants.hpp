#pragma once

#include <cstdint>
#include <vector>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/reuse/variants.hpp"

namespace wirecopy::reuse {

/// Two variants and the Jaccard similarity of their sets of word 3-grams.
struct Link {
    std::uint32_t variant_a;
    std::uint32_t variant_b;  ///< greater than variant_a
    double jaccard;
};

/// Every pair of variants whose sets of word 3-grams have at least the Jaccard similarity `jaccard`: exact, but for
/// collisions of 64-bit hashes. Sorted. For how, see `SimilarityJoin`; for texts instead of words,
/// `similar_paragraphs`. Throws std::invalid_argument when `jaccard` is not in (0, 1].
std::vector<Link> similar_variants(const std::vector<DocumentWords>& documents, const Variants& variants,
                                   double jaccard, const parallel::Control& control);

}  // namespace wirecopy::reuse
