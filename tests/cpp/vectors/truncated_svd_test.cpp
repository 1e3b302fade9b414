#include "wirecopy/vectors/truncated_svd.hpp"

#include <random>
#include <stdexcept>

#include <Eigen/Dense>
#include <doctest/doctest.h>

using namespace wirecopy::vectors;

namespace {

Csr random_matrix(std::size_t rows, std::size_t columns) {
    std::mt19937 generator(7);
    Csr matrix;
    matrix.columns = columns;
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            if (generator() % 4 != 0) continue;
            matrix.column.push_back(static_cast<std::int32_t>(column));
            matrix.value.push_back(static_cast<double>(generator() % 100) / 10);
        }
        matrix.row_begin.push_back(static_cast<std::int64_t>(matrix.column.size()));
    }
    return matrix;
}

Eigen::MatrixXd dense(const CsrView& matrix) {
    Eigen::MatrixXd result =
        Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(matrix.rows()), static_cast<Eigen::Index>(matrix.columns));
    for (std::size_t row = 0; row < matrix.rows(); ++row) {
        for (std::size_t at = matrix.begin(row); at < matrix.end(row); ++at) {
            result(static_cast<Eigen::Index>(row), matrix.column[at]) = matrix.value[at];
        }
    }
    return result;
}

}  // namespace

TEST_CASE("of a matrix with few rows the singular values are those of a full decomposition") {
    const Csr matrix = random_matrix(12, 40);
    const TruncatedSvd svd = truncated_svd(matrix.view(), 12, {.n_jobs = 2});
    const Eigen::VectorXd expected = Eigen::JacobiSVD<Eigen::MatrixXd>(dense(matrix.view())).singularValues();
    for (std::size_t i = 0; i < 12; ++i) {
        CHECK(svd.singular_values[i] == doctest::Approx(expected(static_cast<Eigen::Index>(i))));
    }
}

TEST_CASE("components have length 1, are orthogonal, and their largest entry is positive") {
    const Csr matrix = random_matrix(60, 80);
    const TruncatedSvd svd = truncated_svd(matrix.view(), 5, {});
    const Eigen::Map<const Eigen::Matrix<double, 5, 80, Eigen::RowMajor>> components(svd.components.data());
    CHECK((components * components.transpose()).isApprox(Eigen::MatrixXd::Identity(5, 5), 1e-9));
    for (Eigen::Index row = 0; row < 5; ++row) {
        CHECK(components.row(row).maxCoeff() == components.row(row).cwiseAbs().maxCoeff());
    }
}

TEST_CASE("the number of threads changes no bit") {
    const Csr matrix = random_matrix(1500, 400);
    const TruncatedSvd one = truncated_svd(matrix.view(), 8, {.n_jobs = 1});
    const TruncatedSvd two = truncated_svd(matrix.view(), 8, {.n_jobs = 2});
    CHECK(one.singular_values == two.singular_values);
    CHECK(one.components == two.components);
}

TEST_CASE("more components than the matrix has are refused with both numbers") {
    const Csr matrix = random_matrix(3, 40);
    CHECK_THROWS_WITH_AS(truncated_svd(matrix.view(), 4, {}),
                         "n_components is 4; 3 rows of 40 columns have at most 3 components and need at least 1",
                         std::invalid_argument);
}

TEST_CASE("the components capture what the largest singular values hold, of high matrices as of wide ones") {
    for (const auto& [rows, columns] : {std::pair{500, 260}, std::pair{260, 500}}) {
        const Csr matrix = random_matrix(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns));
        const TruncatedSvd svd = truncated_svd(matrix.view(), 8, {});
        const Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>> components(
            svd.components.data(), 8, columns);
        const Eigen::VectorXd expected = Eigen::BDCSVD<Eigen::MatrixXd>(dense(matrix.view())).singularValues();
        const double captured = (dense(matrix.view()) * components.transpose()).squaredNorm();
        CHECK(captured > 0.9999 * expected.head(8).squaredNorm());
        CHECK((components * components.transpose()).isApprox(Eigen::MatrixXd::Identity(8, 8), 1e-9));
    }
}

TEST_CASE("a matrix of lower rank than asked for has singular values of 0 and components of length 1") {
    Csr matrix;
    matrix.columns = 300;
    for (int row = 0; row < 250; ++row) {
        matrix.column.push_back(row % 3);
        matrix.value.push_back(1 + row % 2);
        matrix.row_begin.push_back(static_cast<std::int64_t>(matrix.column.size()));
    }
    const TruncatedSvd svd = truncated_svd(matrix.view(), 6, {});
    CHECK(svd.singular_values[2] > 1);
    CHECK(svd.singular_values[3] < 1e-9);
    const Eigen::Map<const Eigen::Matrix<double, 6, 300, Eigen::RowMajor>> components(svd.components.data());
    CHECK((components * components.transpose()).isApprox(Eigen::MatrixXd::Identity(6, 6), 1e-9));
}

TEST_CASE("values of any size have the components of the same values, and values that overflow end") {
    Csr matrix = random_matrix(400, 300);
    const TruncatedSvd expected = truncated_svd(matrix.view(), 4, {});
    for (double& value : matrix.value) value *= 0x1p100;  // beyond what single precision squares
    const TruncatedSvd large = truncated_svd(matrix.view(), 4, {});
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(large.singular_values[i] == doctest::Approx(expected.singular_values[i] * 0x1p100));
    }
    for (double& value : matrix.value) value *= 0x1p900;
    CHECK_NOTHROW(truncated_svd(matrix.view(), 4, {}));
}
