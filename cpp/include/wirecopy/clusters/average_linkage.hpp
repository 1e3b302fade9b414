#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/similarity/pairs.hpp"

namespace wirecopy::clusters {

/// Of an item that belongs to no group before items are merged.
constexpr std::uint32_t kFree = std::numeric_limits<std::uint32_t>::max();

/// What is known of the items to be merged beside their similarities.
struct Items {
    std::size_t count = 0;
    std::vector<std::uint32_t> sizes = {};  ///< an item may stand for several equal ones; 1 each when empty
    /// The group each belongs to from the start, named as one likes, or kFree; all are free when empty. Such groups
    /// take in what is free, and are never merged with each other.
    std::vector<std::uint32_t> groups = {};
};

/// Groups items by average linkage (UPGMA: Sokal & Michener 1958) on sparse similarities: merges the two groups with
/// the highest mean similarity until no mean reaches `threshold`. A pair that is not listed counts as 0.
///
/// Equal means are merged in order of the groups' smallest items. Returns for each item the smallest item of its group.
/// O(pairs * log(pairs)) in practice, 32 bytes a pair beside the pairs; on the calling thread, asks the checkpoint.
/// Throws std::invalid_argument when a pair names an item that does not exist, the same item twice, or comes twice, or
/// when `threshold` is not above 0 or sizes and groups are not one for each item.
std::vector<std::uint32_t> average_linkage(const Items& items, const similarity::Pairs& pairs, double threshold,
                                           const parallel::Control& control = {});

}  // namespace wirecopy::clusters
