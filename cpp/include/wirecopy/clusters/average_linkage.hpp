#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wirecopy/similarity/pairs.hpp"

namespace wirecopy::clusters {

/// Groups `items` by average linkage (UPGMA: Sokal & Michener 1958) on sparse similarities: merges the two groups with
/// the highest mean similarity until no mean reaches `threshold`. A pair that is not listed counts as 0.
///
/// Equal means are merged in order of the groups' smallest items. Returns for each item the smallest item of its group.
/// O(pairs * log(pairs)) in practice. Throws std::invalid_argument when a pair names an item that does not exist, the
/// same item twice, or comes twice, or when `threshold` is not above 0.
std::vector<std::uint32_t> average_linkage(std::size_t items, const similarity::Pairs& pairs, double threshold);

}  // namespace wirecopy::clusters
