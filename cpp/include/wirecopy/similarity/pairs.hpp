#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/similarity/pair_filter.hpp"
#include "wirecopy/vectors/csr.hpp"

namespace wirecopy::similarity {

/// Pairs of rows in columns.
struct Pairs {
    std::vector<std::uint32_t> a;
    std::vector<std::uint32_t> b;
    std::vector<double> similarity;

    std::size_t size() const { return a.size(); }
};

/// How much rounding may take from a sum of products: similarities this far below a threshold still reach it.
constexpr double kRounding = 1e-10;

/// Every pair `a < b` of rows whose dot product is at least `threshold`, and above 0, exactly, in order of `a` and `b`.
///
/// Rows of length 1 give cosines; no similarity is above 1. What rounding could bring to the threshold is added again,
/// exactly. Sparse rows are first added up over an inverted index in whole numbers, without their most frequent columns
/// as far as those are no longer than the threshold together; what the rest of two rows can share at most is bounded by
/// their lengths in 16 bands of columns. Time is the number of rows that meet in the columns that are left, and rows^2
/// / 2 quick comparisons; memory 100 bytes a row, 6 bytes a value, 8 bytes * columns a thread and the result. Dense
/// rows are multiplied as bytes, and how far that is off is bounded: time is rows^2 / 2 * columns, memory two copies in
/// bytes. Values must be finite. Throws std::invalid_argument unless `threshold` is above 0, and std::length_error soon
/// after more than `most` pairs were found.
Pairs similar_pairs(const vectors::CsrView& rows, double threshold, const PairFilter& filter,
                    const parallel::Control& control, std::size_t most = std::numeric_limits<std::size_t>::max());
Pairs similar_pairs(const vectors::DenseView& rows, double threshold, const PairFilter& filter,
                    const parallel::Control& control, std::size_t most = std::numeric_limits<std::size_t>::max());

/// For each row its `count` most similar other rows, most similar first, in order of `a`; of equally similar rows the
/// one with the smaller `rank[row]` comes first. Rows whose similarity is 0 or less, give or take kRounding, are
/// no neighbours, nor are those that `filter` leaves out.
///
/// Every two rows are multiplied once, as above but with all columns, and both remember the other while it may be a
/// neighbour; what is left is added again, exactly. Memory: 36 * `count` + 400 bytes a row beside the above. Sparse
/// rows with hardly `count` neighbours, or none that is more similar than .001, are compared with all they share a
/// column with, exactly, over an inverted index of 12 bytes a value.
Pairs nearest(const vectors::CsrView& rows, std::size_t count, const std::vector<std::uint32_t>& rank,
              const PairFilter& filter, const parallel::Control& control);
Pairs nearest(const vectors::DenseView& rows, std::size_t count, const std::vector<std::uint32_t>& rank,
              const PairFilter& filter, const parallel::Control& control);

}  // namespace wirecopy::similarity
