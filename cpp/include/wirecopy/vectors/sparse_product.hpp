#pragma once

#include <vector>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/vectors/csr.hpp"

namespace wirecopy::vectors {

/// The product of sparse rows with a dense matrix, rows back to back. Each entry is added in the order of the columns,
/// without fused operations, so it does not depend on the threads or the machine. O(values * columns of `right`).
/// Throws std::invalid_argument unless `right` has a row for each column of `left`.
std::vector<double> product(const CsrView& left, const DenseView& right, const parallel::Control& control);

}  // namespace wirecopy::vectors
