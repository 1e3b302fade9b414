#pragma once

#include <cstddef>
#include <functional>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/similarity/pair_filter.hpp"
#include "wirecopy/similarity/pairs.hpp"
#include "wirecopy/vectors/csr.hpp"

namespace wirecopy::similarity {

/// `similar_pairs` of sparse rows; `threshold` is above 0.
Pairs sparse_pairs(const vectors::CsrView& rows, double threshold, const PairFilter& filter,
                   const parallel::Control& control, std::size_t most);

}  // namespace wirecopy::similarity
