#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/vectors/csr.hpp"

#include "byte_products.hpp"

namespace wirecopy::similarity {

/// Dense rows with a copy in bytes: each a factor times whole numbers from -127 to 127, and how much that leaves out.
class DenseRows {
  public:
    explicit DenseRows(const vectors::DenseView& rows);

    const vectors::DenseView& exact() const { return exact_; }
    std::size_t rows() const { return factor_.size(); }
    std::size_t quads() const { return quads_; }
    std::span<const float> factors() const { return factor_; }
    const std::int8_t* row(std::size_t row) const { return signed_.data() + row * quads_ * kQuad; }
    std::int32_t sum(std::size_t row) const { return sum_[row]; }
    /// kBlockRows rows as `MultiplyBytes` takes them, 128 added to each value.
    const std::uint8_t* block(std::size_t block) const { return blocks_.data() + block * kBlockRows * quads_ * kQuad; }
    /// How far a product of the copies is off at most.
    double error(std::size_t row) const;

  private:
    vectors::DenseView exact_;
    std::size_t quads_;
    std::vector<float> factor_;
    std::vector<float> length_;
    std::vector<float> left_out_;  ///< the length of what the copy of a row lacks
    std::vector<std::int32_t> sum_;
    std::vector<std::int8_t> signed_;
    std::vector<std::uint8_t> blocks_;
    double longest_ = 0;
    double most_left_out_ = 0;
};

/// Products of one row with all others, as `SparseProducts`: quick ones of bytes. Rows that follow each other are
/// multiplied together.
class DenseProducts {
  public:
    explicit DenseProducts(const DenseRows& rows, MultiplyBytes multiply = multiply_bytes_here().back())
        : rows_(&rows), multiply_(multiply) {}

    std::span<const float> quick(std::size_t row, std::size_t first);
    double error(std::size_t row) const { return rows_->error(row); }
    /// The products of the row last asked for with others, each added in the order of the columns, so that a pair's
    /// similarity does not depend on where its rows stand.
    void exact(std::span<const std::uint32_t> others, std::vector<double>& products) const;

  private:
    void fill_tile(std::size_t begin, std::size_t first);

    const DenseRows* rows_;
    MultiplyBytes multiply_;
    std::size_t row_ = 0;
    std::size_t tile_begin_ = 0;
    std::size_t tile_size_ = 0;
    std::vector<float> tile_;  ///< products of the rows from tile_begin_ on, a row each
};

}  // namespace wirecopy::similarity
