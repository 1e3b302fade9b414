#include "dense_products.hpp"

#include <algorithm>
#include <limits>

namespace wirecopy::similarity {
namespace {

constexpr Eigen::Index kTile = 16;

}  // namespace

DenseRows::DenseRows(const vectors::DenseView& rows) : exact(rows) {
    using Doubles = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    single = Eigen::Map<const Doubles>(rows.value.data(), static_cast<Eigen::Index>(rows.rows()),
                                       static_cast<Eigen::Index>(rows.columns))
                 .cast<float>();
    longest = single.rows() == 0 ? 0 : single.rowwise().norm().maxCoeff();
}

std::span<const float> DenseProducts::quick(std::size_t row, std::size_t first) {
    row_ = row;
    const auto in_tile = static_cast<Eigen::Index>(row - tile_begin_);
    if (row < tile_begin_ || in_tile >= tile_.rows()) {
        tile_begin_ = row;
        const auto begin = static_cast<Eigen::Index>(row);
        const Eigen::Index size = std::min(kTile, rows_->single.rows() - begin);
        const auto others = static_cast<Eigen::Index>(std::min(first, row));
        tile_.resize(size, rows_->single.rows());
        tile_.rightCols(rows_->single.rows() - others).noalias() =
            rows_->single.middleRows(begin, size) * rows_->single.bottomRows(rows_->single.rows() - others).transpose();
    }
    return {tile_.row(static_cast<Eigen::Index>(row - tile_begin_)).data(), rows_->exact.rows()};
}

double DenseProducts::error(std::size_t) const {
    return static_cast<double>(rows_->exact.columns + 3) * std::numeric_limits<float>::epsilon() * rows_->longest *
           rows_->longest;
}

/// Products are added in the order of the columns, so that a pair's similarity does not depend on where its rows stand.
double DenseProducts::exact(std::size_t other) const {
    double sum = 0;
    for (std::size_t i = 0; i < rows_->exact.columns; ++i) sum += rows_->exact[row_][i] * rows_->exact[other][i];
    return sum;
}

}  // namespace wirecopy::similarity
