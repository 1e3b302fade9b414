#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/vectors/csr.hpp"

namespace wirecopy::similarity {

/// Products of rows in double precision, added in the order of the columns, so that what two rows share does not
/// depend on where they stand. One for each thread.
class SparseProducts {
  public:
    explicit SparseProducts(const vectors::CsrView& rows) : rows_(rows), values_(rows.columns) {}

    /// Of a row with others. O(their values).
    void operator()(std::size_t row, std::span<const std::uint32_t> others, std::vector<double>& products);

  private:
    vectors::CsrView rows_;
    std::size_t row_ = 0;
    std::vector<double> values_;  ///< of the row last asked for, by column
};

class DenseProducts {
  public:
    explicit DenseProducts(const vectors::DenseView& rows) : rows_(rows) {}

    void operator()(std::size_t row, std::span<const std::uint32_t> others, std::vector<double>& products) const;

  private:
    vectors::DenseView rows_;
};

/// The same products of a row with all it shares a column with, where these are wanted without exception.
class MetRows {
  public:
    MetRows(const vectors::CsrView& rows, const vectors::CsrView& by_column)
        : rows_(rows), by_column_(by_column), products_(rows.rows()), is_met_(rows.rows()) {}

    /// Rows that share a column with a row, itself left out, and their products. O(values of these columns).
    void find(std::size_t row);
    std::span<const std::uint32_t> met() const { return met_; }
    double product(std::uint32_t other) const { return products_[other]; }

  private:
    vectors::CsrView rows_;
    vectors::CsrView by_column_;
    std::vector<double> products_;
    std::vector<std::uint8_t> is_met_;
    std::vector<std::uint32_t> met_;
};

}  // namespace wirecopy::similarity
