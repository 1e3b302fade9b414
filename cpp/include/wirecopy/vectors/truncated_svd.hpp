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

/// Approximates the `rank` largest singular values and right singular vectors of `rows` by a randomised range finder
/// with 10 spare dimensions and 7 power iterations, orthonormalised at each step (Halko, Martinsson & Tropp, "Finding
/// structure with randomness", SIAM Review 2011, algorithms 4.4 and 5.1).
///
/// The random numbers start from a fixed seed, each vector's entry of largest magnitude is positive, and sums run in a
/// fixed order, so the result does not depend on the number of threads. O(values * (rank + 10)) an iteration and
/// 8 bytes * (rows + 2 * columns) * (rank + 10). Throws std::invalid_argument when `rank` is 0 or larger than a side of
/// the matrix.
TruncatedSvd truncated_svd(const CsrView& rows, std::size_t rank, const parallel::Control& control);

}  // namespace wirecopy::vectors
