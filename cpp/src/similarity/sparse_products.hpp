#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/vectors/csr.hpp"

namespace wirecopy::similarity {

/// The values of sparse rows by column, in single precision, for looking up which rows a row meets.
class ColumnIndex {
  public:
    struct Posting {
        std::uint32_t row;
        float value;
    };

    explicit ColumnIndex(const vectors::CsrView& rows);

    const vectors::CsrView& rows() const { return rows_; }
    /// Of value `at` of the rows, the postings of its column from row `first` on. O(log rows), O(1) from the value's
    /// own row.
    std::span<const Posting> postings(std::size_t at, std::size_t first) const;
    /// The length of the longest row.
    double longest() const { return longest_; }

  private:
    vectors::CsrView rows_;
    std::vector<Posting> postings_;
    std::vector<std::uint64_t> column_begin_;
    double longest_ = 0;
};

/// Products of one row with all others: quick ones in single precision to choose by, exact ones of the few chosen.
/// One for each thread.
class SparseProducts {
  public:
    explicit SparseProducts(const ColumnIndex& index);

    /// Its product with each row from `first` on, by row; what stands before `first` means nothing.
    /// O(rows + values of the rows that share a column).
    std::span<const float> quick(std::size_t row, std::size_t first);
    /// How far the quick products of `row` lie from the exact ones at most.
    double error(std::size_t row) const;
    /// The products of the row last asked for with others, each added in the order of the columns. O(their values).
    void exact(std::span<const std::uint32_t> others, std::vector<double>& products) const;

  private:
    const ColumnIndex* index_;
    std::size_t row_ = 0;
    std::vector<float> quick_;
    std::vector<double> row_values_;  ///< of the row last asked for, by column
};

}  // namespace wirecopy::similarity
