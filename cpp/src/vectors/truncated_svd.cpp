#include "wirecopy/vectors/truncated_svd.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numbers>
#include <optional>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <Eigen/Dense>

#include "panels.hpp"

namespace wirecopy::vectors {
namespace {

using Eigen::Index;
using Matrix = Eigen::MatrixXd;

constexpr auto kWidth = static_cast<Index>(kPanelColumns);
constexpr std::size_t kFewestPanels = 12;
/// How often what a panel lacks is filled with random numbers: once is enough unless values are no numbers any more.
constexpr int kAttempts = 4;
/// Of a singular value this much smaller than the largest, single precision leaves little.
constexpr double kLeastSingle = 1e-3;

template <typename Value>
using Panel = std::vector<Value>;

/// Standard normal numbers (Box-Muller): the standard library's differ from one implementation to the next.
class Gaussian {
  public:
    double operator()() {
        const double radius = std::sqrt(-2 * std::log(uniform()));
        return radius * std::cos(2 * std::numbers::pi * uniform());
    }

  private:
    double uniform() { return (static_cast<double>(generator_() >> 11U) + 0.5) * 0x1p-53; }

    std::mt19937_64 generator_{1};
};

/// A sparse matrix from its shorter side: `rows * rows.transpose()` is the smaller square.
template <typename Value>
struct Sides {
    SparseView<Value> rows;
    SparseView<Value> columns;
    const parallel::Control& control;

    Panel<Value> across(const Panel<Value>& panel) const { return multiply(columns, panel, control); }
    Panel<Value> there_and_back(const Panel<Value>& panel) const { return multiply(rows, across(panel), control); }
};

/// Eigenvectors of a symmetric matrix for its largest eigenvalues, descending.
struct Largest {
    Matrix vectors;
    Eigen::VectorXd values;

    Largest(const Matrix& square, Index count) {
        const Eigen::SelfAdjointEigenSolver<Matrix> solver(square);  // ascending
        vectors = solver.eigenvectors().rightCols(count).rowwise().reverse();
        values = solver.eigenvalues().tail(count).reverse();
    }
};

template <typename Value>
Panels<Value> only(Panel<Value> panel) {
    const std::size_t rows = panel.size() / kPanelColumns;
    return {rows, {std::move(panel)}};
}

/// `from * factors`, with columns of zeros at the end of the last panel.
template <typename Value>
Panels<Value> combined(const Panels<Value>& from, const Matrix& factors, const parallel::Control& control) {
    Panels<Value> result{from.rows};
    Matrix padded = Matrix::Zero(static_cast<Index>(from.columns()), (factors.cols() + kWidth - 1) / kWidth * kWidth);
    padded.topLeftCorner(factors.rows(), factors.cols()) = factors;
    for (Index first = 0; first < padded.cols(); first += kWidth) {
        Panel<Value> panel(from.rows * kPanelColumns);
        add_products(from, padded.middleCols(first, kWidth), panel, control);
        result.panels.push_back(std::move(panel));
    }
    return result;
}

/// `panels.transpose() * panels`, of the first `count` columns.
Matrix square_of(const Panels<double>& panels, Index count, const parallel::Control& control) {
    Matrix square(static_cast<Index>(panels.columns()), static_cast<Index>(panels.columns()));
    for (std::size_t i = 0; i < panels.panels.size(); ++i) {
        square.middleCols(static_cast<Index>(i) * kWidth, kWidth) = inner_products(panels, panels.panels[i], control);
    }
    return square.topLeftCorner(count, count);
}

/// An orthonormal basis of a block Krylov space, panel by panel, and the square of a matrix in it.
template <typename Value>
class Krylov {
  public:
    Krylov(const Sides<Value>& sides, std::size_t panels) : sides_(sides), basis_{sides.rows.rows()} {
        const auto size = static_cast<Index>(panels * kPanelColumns);
        square_ = Matrix::Zero(size, size);
        Panel<Value> next(basis_.rows * kPanelColumns, 0);
        for (Index column = 0; column < kWidth; ++column) fill(next, column);
        while (basis_.panels.size() < panels) {
            make_orthonormal(next);
            basis_.panels.push_back(std::move(next));
            next = sides_.there_and_back(basis_.panels.back());
            const Matrix inside = project_out(next);
            square_.block(0, inside.rows() - kWidth, inside.rows(), kWidth) = inside;
        }
    }

    const Panels<Value>& basis() const { return basis_; }
    /// Symmetric.
    Matrix square() const { return square_.template selfadjointView<Eigen::Upper>(); }

  private:
    static constexpr double kNothing = sizeof(Value) == sizeof(float) ? 1e-5 : 1e-12;

    void fill(Panel<Value>& panel, Index column) {
        for (std::size_t at = static_cast<std::size_t>(column); at < panel.size(); at += kPanelColumns) {
            panel[at] = static_cast<Value>(gaussian_());
        }
    }
    /// Takes what lies in the basis out of a panel, twice, since once leaves rounding behind (Giraud, Langou &
    /// Rozloznik, "The loss of orthogonality in the Gram-Schmidt process", 2005). Returns what lay in it.
    Matrix project_out(Panel<Value>& panel) {
        if (basis_.panels.empty()) return {};
        const Matrix inside = inner_products(basis_, panel, sides_.control);
        add_products(basis_, -inside, panel, sides_.control);
        add_products(basis_, -inner_products(basis_, panel, sides_.control), panel, sides_.control);
        return inside;
    }
    /// An orthonormal basis of what the columns of a panel span, and of anything else where that is less than they are.
    void make_orthonormal(Panel<Value>& panel) {
        double longest = basis_.panels.empty() ? 0 : square_.norm();
        bool whole = false;
        for (int attempt = 0; attempt < kAttempts && !whole; ++attempt) {
            Panels<Value> all = only(std::move(panel));
            const Largest found(inner_products(all, all.panels.front(), sides_.control), kWidth);
            const double least = std::max(longest, std::sqrt(std::max(0.0, found.values(0)))) * kNothing;
            whole = found.values(kWidth - 1) > least * least;
            Matrix factors = found.vectors;
            for (Index i = 0; i < kWidth; ++i) {
                factors.col(i) *= found.values(i) > least * least ? 1 / std::sqrt(found.values(i)) : 0;
            }
            panel = std::move(combined(all, factors, sides_.control).panels.front());
            for (Index i = 0; i < kWidth; ++i) {
                if (found.values(i) <= least * least) fill(panel, i);
            }
            longest = 1;
            project_out(panel);
        }
        // Once more, for what rounding left.
        Panels<Value> all = only(std::move(panel));
        const Matrix square = inner_products(all, all.panels.front(), sides_.control);
        const Matrix triangle = Eigen::LLT<Matrix>(square).matrixU();
        const Matrix inverse = triangle.triangularView<Eigen::Upper>().solve(Matrix::Identity(kWidth, kWidth));
        panel = std::move(combined(all, inverse, sides_.control).panels.front());
    }

    Sides<Value> sides_;
    Panels<Value> basis_;
    Matrix square_;
    Gaussian gaussian_;
};

/// The `rank` largest left singular vectors of `sides.rows`, nearly; nothing where single precision leaves too little.
template <typename Value>
std::optional<Panels<double>> left_vectors(const Sides<Value>& sides, std::size_t panels, Index rank) {
    const Krylov<Value> krylov(sides, panels);
    const Largest largest(krylov.square(), rank);
    if constexpr (std::is_same_v<Value, float>) {
        if (!(largest.values(rank - 1) > kLeastSingle * kLeastSingle * largest.values(0))) return {};
    }
    const Panels<Value> found = combined(krylov.basis(), largest.vectors, sides.control);
    Panels<double> result{found.rows};
    for (const Panel<Value>& panel : found.panels) result.panels.emplace_back(panel.begin(), panel.end());
    return result;
}

/// The `rank` largest left singular vectors of `sides.rows`, of which there are few.
Panels<double> left_vectors_of_few(const Sides<double>& sides, Index rank) {
    const std::size_t rows = sides.rows.rows();
    const std::size_t panels = (rows + kPanelColumns - 1) / kPanelColumns;
    Panels<double> unit{rows, std::vector(panels, Panel<double>(rows * kPanelColumns))};
    for (std::size_t row = 0; row < rows; ++row) {
        unit.panels[row / kPanelColumns][row * kPanelColumns + row % kPanelColumns] = 1;
    }
    Matrix square(static_cast<Index>(rows), static_cast<Index>(panels) * kWidth);
    for (std::size_t panel = 0; panel < panels; ++panel) {
        const Panel<double> column = sides.there_and_back(unit.panels[panel]);
        for (std::size_t at = 0; at < column.size(); ++at) {
            square(static_cast<Index>(at / kPanelColumns),
                   static_cast<Index>(panel * kPanelColumns + at % kPanelColumns)) = column[at];
        }
    }
    const Largest largest(square.leftCols(square.rows()), rank);
    return combined(unit, Matrix(largest.vectors), sides.control);
}

/// Values in single precision, the largest of them 1.
std::vector<float> in_single_precision(std::span<const double> values) {
    double largest = 0;
    for (const double value : values) largest = std::max(largest, std::abs(value));
    std::vector<float> result(values.size());
    std::transform(values.begin(), values.end(), result.begin(),
                   [&](double value) { return static_cast<float>(value / largest); });
    return result;
}

SparseView<double> view(const CsrView& rows) {
    return {rows.row_begin, rows.column, rows.value};
}

Panels<double> left_vectors(const CsrView& rows, const CsrView& columns, Index rank, const parallel::Control& control) {
    const auto wanted = static_cast<std::size_t>(2 * rank + rank / 4 + 2 * kWidth);
    const std::size_t panels = std::max(kFewestPanels, wanted / kPanelColumns);
    const Sides<double> sides{view(rows), view(columns), control};
    if (rows.rows() <= panels * kPanelColumns) return left_vectors_of_few(sides, rank);
    {
        const std::vector<float> by_row = in_single_precision(rows.value);
        const std::vector<float> by_column = in_single_precision(columns.value);
        const Sides<float> single{
            {rows.row_begin, rows.column, by_row}, {columns.row_begin, columns.column, by_column}, control};
        if (auto found = left_vectors(single, panels, rank)) return *std::move(found);
    }
    return *left_vectors(sides, panels, rank);
}

/// The first columns of panels, one after the other.
Matrix joined(const Panels<double>& panels, Index columns) {
    Matrix result(static_cast<Index>(panels.rows), columns);
    for (Index column = 0; column < columns; ++column) {
        const Panel<double>& panel = panels.panels[static_cast<std::size_t>(column / kWidth)];
        for (std::size_t row = 0; row < panels.rows; ++row) {
            result(static_cast<Index>(row), column) =
                panel[row * kPanelColumns + static_cast<std::size_t>(column % kWidth)];
        }
    }
    return result;
}

/// Columns of length 1 in the directions of orthogonal ones, and in any other where these are 0.
void make_length_one(Matrix& columns, const Eigen::VectorXd& lengths) {
    constexpr double least = 1e-3;  // of what is shorter, compared with the longest, rounding has turned the direction
    if (lengths.minCoeff() > least * lengths.maxCoeff()) {
        columns *= lengths.cwiseInverse().asDiagonal();
        return;
    }
    const Eigen::HouseholderQR<Matrix> qr(columns);
    columns = qr.householderQ() * Matrix::Identity(columns.rows(), columns.cols());
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
    const auto count = static_cast<Index>(rank);
    const Csr transposed_rows = transposed(rows);
    const CsrView by_column = transposed_rows.view();
    const bool wide = rows.rows() <= rows.columns;
    Panels<double> left =
        wide ? left_vectors(rows, by_column, count, control) : left_vectors(by_column, rows, count, control);
    // What single precision made is orthonormal in double precision after this.
    const Matrix triangle = Eigen::LLT<Matrix>(square_of(left, count, control)).matrixU();
    left = combined(left, triangle.triangularView<Eigen::Upper>().solve(Matrix::Identity(count, count)), control);
    // The matrix is nearly left * other.transpose(); the eigenvalues of other.transpose() * other are the squares of
    // its singular values.
    Panels<double> other{wide ? by_column.rows() : rows.rows()};
    for (const Panel<double>& panel : left.panels) {
        other.panels.push_back(multiply(view(wide ? by_column : rows), panel, control));
    }
    const Matrix turn = Largest(square_of(other, count, control), count).vectors;
    Matrix images = joined(combined(other, turn, control), count);
    Eigen::VectorXd lengths = images.colwise().norm();
    if (wide) make_length_one(images, lengths);
    Matrix components = wide ? std::move(images) : joined(combined(left, turn, control), count);
    make_largest_entry_positive(components);

    std::sort(lengths.begin(), lengths.end(), std::greater<>());  // where rounding made them change places
    const auto entries = components.reshaped();
    return {{lengths.begin(), lengths.end()}, {entries.begin(), entries.end()}};
}

}  // namespace wirecopy::vectors
