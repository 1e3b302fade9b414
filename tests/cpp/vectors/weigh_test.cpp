#include "wirecopy/vectors/weigh.hpp"

#include <cmath>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

using namespace wirecopy::vectors;

namespace {

/// Counts 1 and 2 in columns 0 and 2, nothing, and 3 in column 2.
Csr counts() {
    return {{0, 2, 2, 3}, {0, 2, 2}, {1, 2, 3}, 3};
}

}  // namespace

TEST_CASE("document frequencies count the rows that have a column") {
    CHECK(document_frequencies(counts().view()) == std::vector<double>{1, 0, 2});
}

TEST_CASE("weights are counts times idf, with rows of length 1") {
    Csr matrix = counts();
    weigh(matrix, std::vector<double>{4, 1, 1.5}, false, Norm::l2);
    CHECK(matrix.value[0] == doctest::Approx(0.8));
    CHECK(matrix.value[1] == doctest::Approx(0.6));
    CHECK(matrix.value[2] == doctest::Approx(1));
}

TEST_CASE("sublinear counts grow with the logarithm") {
    Csr matrix = counts();
    weigh(matrix, {}, true, Norm::none);
    CHECK(matrix.value[1] == doctest::Approx(1 + std::log(2)));
    CHECK(matrix.value[2] == doctest::Approx(1 + std::log(3)));
}

TEST_CASE("the l1 norm makes a row sum to 1") {
    Csr matrix = counts();
    weigh(matrix, {}, false, Norm::l1);
    CHECK(matrix.value[0] + matrix.value[1] == doctest::Approx(1));
}

TEST_CASE("idf of another number of columns is refused") {
    Csr matrix = counts();
    CHECK_THROWS_WITH_AS(weigh(matrix, std::vector<double>{1}, false, Norm::l2), "idf has 1 values for 3 columns",
                         std::invalid_argument);
}
