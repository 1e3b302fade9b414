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

/// Every pair `a < b` of rows whose dot product is at least `threshold`, exactly, in order of `a` and `b`.
///
/// Rows of length 1 give cosines; no similarity is above 1. Products are first added in single precision, sparse ones
/// over an inverted index, dense ones as matrix products; what rounding could bring to the threshold is added again,
/// exactly. Time is the number of rows that meet in a column, of dense ones all; memory a copy of the values in single
/// precision (sparse: 8 bytes a value), 4 bytes * rows + 8 bytes * columns a thread (dense: 64 bytes * rows), and the
/// result. Throws std::invalid_argument unless `threshold` is
/// above 0, and std::length_error soon after more than `most` pairs were found.
Pairs similar_pairs(const vectors::CsrView& rows, double threshold, const PairFilter& filter,
                    const parallel::Control& control, std::size_t most = std::numeric_limits<std::size_t>::max());
Pairs similar_pairs(const vectors::DenseView& rows, double threshold, const PairFilter& filter,
                    const parallel::Control& control, std::size_t most = std::numeric_limits<std::size_t>::max());

/// For each row its `count` most similar other rows, most similar first, in order of `a`; of equally similar rows the
/// one with the smaller `rank[row]` comes first. Rows whose similarity is 0 or less, give or take kRounding, are
/// no neighbours.
/// Costs as `similar_pairs`.
Pairs nearest(const vectors::CsrView& rows, std::size_t count, const std::vector<std::uint32_t>& rank,
              const parallel::Control& control);
Pairs nearest(const vectors::DenseView& rows, std::size_t count, const std::vector<std::uint32_t>& rank,
              const parallel::Control& control);

}  // namespace wirecopy::similarity
