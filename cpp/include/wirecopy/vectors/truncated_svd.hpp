#pragma once

#include <cstddef>
#include <vector>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/vectors/csr.hpp"

namespace wirecopy::vectors {

/// The largest singular values of a matrix, descending, and their right vectors.
struct TruncatedSvd {
    std::vector<double> singular_values;
    std::vector<double> components;  ///< one row of `columns` numbers for each singular value
};

/// Approximates the `rank` largest singular values and right singular vectors of `rows` in a block Krylov space of
/// 2.25 * rank + 32 dimensions, at least 192 (Musco & Musco, "Randomized block Krylov methods for stronger and faster
/// approximate singular value decomposition", NeurIPS 2015). Exact but for rounding where a side is no longer than
/// that. The space is made in single precision where no singular value asked for is below a thousandth of the largest;
/// what is found in it is worked out in double precision.
///
/// The random numbers start from a fixed seed, each vector's entry of largest magnitude is positive, and sums run in a
/// fixed order, so the result does not depend on the number of threads. With d dimensions and `side` the shorter one,
/// O(values * d + side * d^2) and at most 8 bytes * (side * (d + rank) + 3 * longer side * rank) and 20 bytes a value.
/// Throws std::invalid_argument when `rank` is 0 or larger than a side of the matrix.
TruncatedSvd truncated_svd(const CsrView& rows, std::size_t rank, const parallel::Control& control);

}  // namespace wirecopy::vectors
