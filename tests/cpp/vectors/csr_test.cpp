#include "wirecopy/vectors/csr.hpp"

#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

using namespace wirecopy::vectors;

namespace {

/// 1 . 2
/// . . .
/// 3 4 .
const Csr kMatrix{{0, 2, 2, 4}, {0, 2, 0, 1}, {1, 2, 3, 4}, 3};

}  // namespace

TEST_CASE("transposing moves every value to the row of its column") {
    const Csr turned = transposed(kMatrix.view());
    CHECK(turned.row_begin == std::vector<std::int64_t>{0, 2, 3, 4});
    CHECK(turned.column == std::vector<std::int32_t>{0, 2, 2, 0});
    CHECK(turned.value == std::vector<double>{1, 3, 4, 2});
    CHECK(turned.columns == 3);
}

TEST_CASE("transposing twice gives the matrix back") {
    const Csr back = transposed(transposed(kMatrix.view()).view());
    CHECK(back.row_begin == kMatrix.row_begin);
    CHECK(back.column == kMatrix.column);
    CHECK(back.value == kMatrix.value);
}

TEST_CASE("a sound matrix passes the check, an empty one too") {
    CHECK_NOTHROW(check(kMatrix.view()));
    CHECK_NOTHROW(check(Csr{}.view()));
}

TEST_CASE("a matrix that would be read out of bounds is refused") {
    const auto refused = [](Csr matrix) { CHECK_THROWS_AS(check(matrix.view()), std::invalid_argument); };
    refused({{}, {}, {}, 3});
    refused({{1, 1}, {}, {}, 3});
    refused({{0, 2}, {0, 1}, {1}, 3});        // a column without a value
    refused({{0, 3}, {0, 1}, {1, 2}, 3});     // a row that ends beyond the values
    refused({{0, 1}, {0, 1}, {1, 2}, 3});     // values beyond the last row
    refused({{0, 2, 1}, {0, 1}, {1, 2}, 3});  // rows that go back
    refused({{0, 1}, {3}, {1}, 3});
    refused({{0, 1}, {-1}, {1}, 3});
    refused({{0, 2}, {1, 1}, {1, 2}, 3});
    refused({{0, 2}, {1, 0}, {1, 2}, 3});
}
