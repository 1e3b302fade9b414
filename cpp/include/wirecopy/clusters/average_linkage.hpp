#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/similarity/pairs.hpp"

namespace wirecopy::clusters {

/// Groups `items` by average linkage (UPGMA: Sokal & Michener 1958) on sparse similarities: merges the two groups with
/// the highest mean similarity until no mean reaches `threshold`. A pair that is not listed counts as 0.
///
/// An item may stand for several equal ones: `sizes` says for how many, 1 each when it is empty.
///
/// Equal means are merged in order of the groups' smallest items. Returns for each item the smallest item of its group.
/// O(pairs * log(pairs)) in practice; on the calling thread, asks the checkpoint. Throws std::invalid_argument when a
/// pair names an item that does not exist, the same item twice, or comes twice, or when `threshold` is not above 0 or
/// sizes are not one for each item.
std::vector<std::uint32_t> average_linkage(std::size_t items, const similarity::Pairs& pairs, double threshold,
                                           const std::vector<std::uint32_t>& sizes = {},
                                           const parallel::Control& control = {});

}  // namespace wirecopy::clusters
