#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/reuse/variants.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// Two variants and the Jaccard similarity of their sets of word 3-grams.
struct Link {
    std::uint32_t variant_a;
    std::uint32_t variant_b;  ///< greater than variant_a
    double jaccard;
};

/// The keys of a text, perhaps written into `room`.
using KeysOfText =
    std::function<std::span<const tokens::TokenKey>(std::size_t text, std::vector<tokens::TokenKey>& room)>;

/// Every pair of texts whose sets of word 3-grams have at least the Jaccard similarity `jaccard`: exact, but for
/// collisions of 64-bit hashes. Sorted. For how, see `SimilarityJoin`. `words`: how many the texts have about; `keys`
/// is asked by several threads. Throws std::invalid_argument when `jaccard` is not in (0, 1].
std::vector<Link> similar_texts(std::size_t texts, std::size_t words, const KeysOfText& keys, double jaccard,
                                const parallel::Control& control);

/// Every pair of variants whose sets of word 3-grams have at least the Jaccard similarity `jaccard`, as
/// exact as half keys are. For texts instead of words, `similar_paragraphs`.
std::vector<Link> similar_variants(const Variants& variants, double jaccard, const parallel::Control& control);

}  // namespace wirecopy::reuse
