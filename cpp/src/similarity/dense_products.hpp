#pragma once

#include <cstddef>
#include <span>

#include <Eigen/Core>

#include "wirecopy/vectors/csr.hpp"

namespace wirecopy::similarity {

/// Dense rows with a copy in single precision, as matrix products take them.
struct DenseRows {
    using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

    explicit DenseRows(const vectors::DenseView& rows);

    vectors::DenseView exact;
    Matrix single;
    double longest;  ///< the length of the longest row
};

/// Products of one row with all others, as `SparseProducts`. Rows that follow each other are multiplied together.
class DenseProducts {
  public:
    explicit DenseProducts(const DenseRows& rows) : rows_(&rows) {}

    std::span<const float> quick(std::size_t row, std::size_t first);
    double error(std::size_t row) const;
    double exact(std::size_t other) const;

  private:
    const DenseRows* rows_;
    std::size_t row_ = 0;
    std::size_t tile_begin_ = 0;
    DenseRows::Matrix tile_;  ///< products of the rows from tile_begin_ on, a row each
};

}  // namespace wirecopy::similarity
