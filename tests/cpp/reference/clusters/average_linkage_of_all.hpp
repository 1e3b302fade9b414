#pragma once

#include "wirecopy/similarity/pairs.hpp"

namespace wirecopy::reference {

/// The twin of `clusters::average_linkage` that computes every mean anew before each merge.
std::vector<std::uint32_t> average_linkage_of_all(std::size_t items, const similarity::Pairs& pairs, double threshold,
                                                  const std::vector<std::uint32_t>& groups = {});

}  // namespace wirecopy::reference
