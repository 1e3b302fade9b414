#include "wirecopy/vectors/truncated_svd.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <Eigen/Dense>

#include "wirecopy/vectors/sparse_product.hpp"

namespace wirecopy::vectors {
namespace {

using Eigen::Index;
using Matrix = Eigen::MatrixXd;

constexpr Index kBlock = 16;
constexpr Index kFewestBlocks = 12;
/// Of a vector that was made orthogonal to others, less than this is rounding.
constexpr double kNothing = 1e-10;

/// Standard normal numbers (Box-Muller): the standard library's differ from one implementation to the next.
class Gaussian {
  public:
    Matrix operator()(Index rows, Index columns) {
        Matrix result(rows, columns);
        for (double& value : result.reshaped()) {
            const double radius = std::sqrt(-2 * std::log(uniform()));
            value = radius * std::cos(2 * std::numbers::pi * uniform());
        }
        return result;
    }

  private:
    double uniform() { return (static_cast<double>(generator_() >> 11U) + 0.5) * 0x1p-53; }

    std::mt19937_64 generator_{1};
};

/// An orthonormal basis of the columns of `matrix`.
Matrix orthonormal(const Matrix& matrix) {
    const Eigen::HouseholderQR<Matrix> qr(matrix);
    return qr.householderQ() * Matrix::Identity(matrix.rows(), matrix.cols());
}

/// A sparse matrix from its shorter side: `rows * rows.transpose()` is the smaller square.
struct Sides {
    CsrView rows;
    CsrView columns;
    const parallel::Control& control;

    Matrix across(const Matrix& basis) const {
        const std::vector<double> result = product(columns, RowMajor(basis), control);
        return Eigen::Map<const RowMajor>(result.data(), static_cast<Index>(columns.rows()), basis.cols());
    }
    Matrix there_and_back(const Matrix& basis) const {
        const auto width = static_cast<std::size_t>(basis.cols());
        const std::vector<double> there = product(columns, RowMajor(basis), control);
        const std::vector<double> back = vectors::product(rows, {there, width}, control);
        return Eigen::Map<const RowMajor>(back.data(), static_cast<Index>(rows.rows()), basis.cols());
    }

  private:
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

    static std::vector<double> product(const CsrView& left, const RowMajor& right, const parallel::Control& control) {
        const std::span entries(right.data(), static_cast<std::size_t>(right.size()));
        return vectors::product(left, {entries, static_cast<std::size_t>(right.cols())}, control);
    }
};

/// Takes what lies in `basis` out of `block`, twice, since once leaves rounding behind (Giraud, Langou & Rozloznik,
/// "The loss of orthogonality in the Gram-Schmidt process", 2005).
void make_orthogonal(Matrix& block, const Eigen::Ref<const Matrix>& basis) {
    for (int pass = 0; pass < 2; ++pass) {
        const Matrix inside = basis.transpose() * block;
        block.noalias() -= basis * inside;
    }
}

/// An orthonormal basis of the next block: of what is not in `basis` yet, and of anything else where nothing is left.
Matrix next_block(Matrix block, const Eigen::Ref<const Matrix>& basis, Gaussian& gaussian) {
    const Eigen::RowVectorXd before = block.colwise().norm();
    make_orthogonal(block, basis);
    for (Index i = 0; i < block.cols(); ++i) {
        if (block.col(i).norm() > kNothing * before(i)) continue;
        block.col(i) = gaussian(block.rows(), 1);
    }
    Matrix result = orthonormal(block.colwise().normalized());
    make_orthogonal(result, basis);
    return orthonormal(result);
}

/// The `rank` largest left singular vectors of `sides.rows`, nearly.
Matrix left_vectors(const Sides& sides, Index rank) {
    const auto side = static_cast<Index>(sides.rows.rows());
    const Index blocks = std::max(kFewestBlocks, (2 * rank + rank / 4 + 2 * kBlock) / kBlock);
    const Index dimensions = std::min(side, std::max(rank, blocks * kBlock));
    Gaussian gaussian;
    Matrix basis(side, dimensions);
    Matrix square = Matrix::Zero(dimensions, dimensions);  // rows * rows.transpose() in the basis; its lower triangle
    Matrix block = gaussian(side, std::min(kBlock, side));
    for (Index begin = 0; begin < dimensions; begin += kBlock) {
        const Index size = std::min(kBlock, dimensions - begin);
        const Index end = begin + size;
        basis.middleCols(begin, size) = next_block(block.leftCols(size), basis.leftCols(begin), gaussian);
        block = sides.there_and_back(basis.middleCols(begin, size));
        square.block(begin, 0, size, end) = block.transpose() * basis.leftCols(end);
    }
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(square);  // eigenvalues ascend
    return basis * solver.eigenvectors().rightCols(rank);
}

void make_largest_entry_positive(Matrix& vectors) {
    for (Index i = 0; i < vectors.cols(); ++i) {
        Index largest = 0;
        vectors.col(i).cwiseAbs().maxCoeff(&largest);
        if (vectors(largest, i) < 0) vectors.col(i) *= -1;
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
    const bool wide = rows.rows() <= rows.columns;
    const Sides sides = wide ? Sides{rows, by_column.view(), control} : Sides{by_column.view(), rows, control};
    const Matrix left = left_vectors(sides, static_cast<Index>(rank));
    // The matrix is nearly left * other.transpose(); with other = Q R the singular values are R's, and R is tiny.
    const Matrix other = sides.across(left);
    const Matrix basis = orthonormal(other);
    const Matrix triangle = basis.transpose() * other;
    const Eigen::JacobiSVD<Matrix> svd(triangle, Eigen::ComputeThinU | Eigen::ComputeThinV);
    Matrix components = wide ? Matrix(basis * svd.matrixU()) : Matrix(left * svd.matrixV());
    make_largest_entry_positive(components);

    const auto& values = svd.singularValues();
    const auto entries = components.reshaped();
    return {{values.begin(), values.end()}, {entries.begin(), entries.end()}};
}

}  // namespace wirecopy::vectors
