#include "../../../cpp/src/vectors/panels.hpp"

#include <random>

#include <doctest/doctest.h>

using namespace wirecopy::vectors;
using Matrix = Eigen::MatrixXd;

namespace {

template <typename Value>
std::vector<Value> random_panel(std::size_t rows, std::mt19937& generator) {
    std::vector<Value> panel(rows * kPanelColumns);
    for (Value& value : panel) value = static_cast<Value>(generator() % 17) - 8;  // whole numbers: sums are exact
    return panel;
}

template <typename Value>
Matrix matrix(const std::vector<Value>& panel) {
    const auto rows = static_cast<Eigen::Index>(panel.size() / kPanelColumns);
    Matrix result(rows, static_cast<Eigen::Index>(kPanelColumns));
    for (Eigen::Index row = 0; row < rows; ++row) {
        for (Eigen::Index column = 0; column < result.cols(); ++column) {
            result(row, column) =
                panel[static_cast<std::size_t>(row) * kPanelColumns + static_cast<std::size_t>(column)];
        }
    }
    return result;
}

template <typename Value>
void compare_with_whole_matrices() {
    std::mt19937 generator(3);
    for (const std::size_t rows : {std::size_t{1}, std::size_t{7}, std::size_t{1024}, std::size_t{2051}}) {
        const Panels<Value> left{rows, {random_panel<Value>(rows, generator), random_panel<Value>(rows, generator)}};
        const std::vector<Value> right = random_panel<Value>(rows, generator);
        Matrix whole(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(left.columns()));
        whole << matrix(left.panels[0]), matrix(left.panels[1]);
        const Matrix inner = inner_products(left, right, {.n_jobs = 2});
        CHECK(inner == whole.transpose() * matrix(right));

        const Matrix factors = Matrix::Ones(whole.cols(), static_cast<Eigen::Index>(kPanelColumns)) * 3;
        std::vector<Value> to = right;
        add_products(left, factors, to, {.n_jobs = 2});
        CHECK(matrix(to) == matrix(right) + whole * factors);

        std::vector<std::int64_t> row_begin{0};
        std::vector<std::int32_t> column;
        std::vector<Value> value;
        Matrix sparse = Matrix::Zero(40, static_cast<Eigen::Index>(rows));
        for (Eigen::Index row = 0; row < sparse.rows(); ++row) {
            for (Eigen::Index at = row % 3; at < sparse.cols(); at += 1 + row % 5) {
                column.push_back(static_cast<std::int32_t>(at));
                value.push_back(static_cast<Value>(generator() % 9));
                sparse(row, at) = static_cast<double>(value.back());
            }
            row_begin.push_back(static_cast<std::int64_t>(column.size()));
        }
        CHECK(matrix(multiply<Value>({row_begin, column, value}, right, {.n_jobs = 2})) == sparse * matrix(right));
    }
}

}  // namespace

TEST_CASE("panels are multiplied as whole matrices are, in either precision") {
    compare_with_whole_matrices<float>();
    compare_with_whole_matrices<double>();
}
