#include "wirecopy/vectors/truncated_svd.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <stdexcept>
#include <string>

#include <Eigen/Dense>

namespace wirecopy::vectors {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Eigen::Index;

constexpr std::size_t kSpareDimensions = 10;
constexpr int kPowerIterations = 7;
constexpr std::size_t kRowsPerTask = 256;

/// Standard normal numbers (Box-Muller): the standard library's differ from one implementation to the next.
Matrix gaussian(Index rows, Index columns) {
    std::mt19937_64 generator(1);
    const auto uniform = [&generator] { return (static_cast<double>(generator() >> 11U) + 0.5) * 0x1p-53; };
    Matrix result(rows, columns);
    for (double& value : result.reshaped<Eigen::RowMajor>()) {
        const double radius = std::sqrt(-2 * std::log(uniform()));
        value = radius * std::cos(2 * std::numbers::pi * uniform());
    }
    return result;
}

Matrix product(const CsrView& left, const Matrix& right, const parallel::Control& control) {
    Matrix result = Matrix::Zero(static_cast<Index>(left.rows()), right.cols());
    const std::size_t tasks = (left.rows() + kRowsPerTask - 1) / kRowsPerTask;
    parallel::for_each(tasks, control, [&](std::size_t task) {
        const std::size_t last = std::min(left.rows(), (task + 1) * kRowsPerTask);
        for (std::size_t row = task * kRowsPerTask; row < last; ++row) {
            for (std::size_t at = left.begin(row); at < left.end(row); ++at) {
                result.row(static_cast<Index>(row)) += left.value[at] * right.row(left.column[at]);
            }
        }
    });
    return result;
}

/// An orthonormal basis of the columns of `matrix`.
Matrix orthonormal(const Matrix& matrix) {
    const Eigen::HouseholderQR<Eigen::MatrixXd> qr(matrix);
    return qr.householderQ() * Eigen::MatrixXd::Identity(matrix.rows(), matrix.cols());
}

void make_largest_entry_positive(Matrix& components) {
    for (Index row = 0; row < components.rows(); ++row) {
        Index largest = 0;
        components.row(row).cwiseAbs().maxCoeff(&largest);
        if (components(row, largest) < 0) components.row(row) *= -1;
    }
}

}  // namespace

TruncatedSvd truncated_svd(const CsrView& rows, std::size_t rank, const parallel::Control& control) {
    const std::size_t shorter = std::min(rows.rows(), rows.columns);
    if (rank == 0 || rank > shorter) {
        throw std::invalid_argument("n_components is " + std::to_string(rank) + "; " + std::to_string(rows.rows()) +
                                    " rows of " + std::to_string(rows.columns) + " columns have at most " +
                                    std::to_string(shorter) + " components and need at least 1");
    }
    const Csr by_column = transposed(rows);
    const auto dimensions = static_cast<Index>(std::min(shorter, rank + kSpareDimensions));
    Matrix range = orthonormal(product(rows, gaussian(static_cast<Index>(rows.columns), dimensions), control));
    for (int iteration = 0; iteration < kPowerIterations; ++iteration) {
        const Matrix back = orthonormal(product(by_column.view(), range, control));
        range = orthonormal(product(rows, back, control));
    }
    // rows ~ range * small.transpose(); with small = Q R the singular values are R's, and R is tiny.
    const Matrix small = product(by_column.view(), range, control);
    const Matrix basis = orthonormal(small);
    const Eigen::MatrixXd triangle = basis.transpose() * small;
    const Eigen::JacobiSVD<Eigen::MatrixXd> svd(triangle, Eigen::ComputeThinU);
    const auto kept = static_cast<Index>(rank);
    Matrix components = (basis * svd.matrixU().leftCols(kept)).transpose();
    make_largest_entry_positive(components);

    const auto values = svd.singularValues().head(kept);
    const auto entries = components.reshaped<Eigen::RowMajor>();
    return {{values.begin(), values.end()}, {entries.begin(), entries.end()}};
}

}  // namespace wirecopy::vectors
