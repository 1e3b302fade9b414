#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/reuse/variants.hpp"
#include "wirecopy/reuse/workspace.hpp"
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

/// What a join may leave out, and how much of it is held at once.
struct JoinLimits {
    /// Where more texts than this meet by the same 3-gram, each is compared with the first eight of them and
    /// the eight right before it.
    std::size_t crowd = std::numeric_limits<std::size_t>::max();
    /// 3-grams are compared in so many rounds, each with its share of them in memory; the answer is the same.
    std::size_t rounds = 1;
    tokens::Storage storage = tokens::Storage::memory;
};

/// Every pair of texts whose sets of word 3-grams have at least the Jaccard similarity `jaccard`: exact, but for
/// collisions of 64-bit hashes. Sorted. For how, see `SimilarityJoin`. `words`: how many the texts have about; `keys`
/// is asked by several threads. Throws std::invalid_argument when `jaccard` is not in (0, 1].
std::vector<Link> similar_texts(std::size_t texts, std::size_t words, const KeysOfText& keys, double jaccard,
                                const parallel::Control& control, JoinLimits limits = {});

/// Every pair of variants whose sets of word 3-grams have at least the Jaccard similarity `jaccard`, as
/// exact as half keys are. For texts instead of words, `similar_paragraphs`.
std::vector<Link> similar_variants(const Variants& variants, double jaccard, const parallel::Control& control);

/// Where more variants than this share a 3-gram by which they would meet, each is compared with the earliest eight and
/// the eight right before it.
constexpr std::size_t kVariantCrowd = 256;

/// The same, but for crowds: of a paragraph that hundreds carry, each with a word changed, every variant is linked to
/// early ones and not to all. `rank`: of each document, the earliest first; `workspace`: what is held of 3-grams.
std::vector<Link> linked_variants(const Variants& variants, std::span<const std::uint32_t> rank, double jaccard,
                                  Workspace workspace, const parallel::Control& control);

}  // namespace wirecopy::reuse
