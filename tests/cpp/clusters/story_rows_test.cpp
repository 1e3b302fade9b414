#include "wirecopy/clusters/story_rows.hpp"

#include <cmath>
#include <map>
#include <random>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "some_rows.hpp"

using namespace wirecopy;

namespace {

std::map<std::int32_t, double> to_unit(std::map<std::int32_t, double> row) {
    double squares = 0;
    for (const auto& [column, value] : row) squares += value * value;
    for (auto& [column, value] : row) value /= std::sqrt(squares);
    return row;
}

}  // namespace

TEST_CASE("rows of stories are words once with their idf, of length 1, and emphasis, again of length 1") {
    std::mt19937 generator(3);
    const std::vector<double> idf = clusters_test::some_idf(generator);
    for (int repeat = 0; repeat < 20; ++repeat) {
        const vectors::Csr words = clusters_test::some_rows(90, generator);
        const vectors::Csr emphasis = clusters_test::some_rows(90, generator);
        const vectors::Csr made = clusters::story_rows(words.view(), idf, emphasis.view(), {repeat % 3 + 1});
        REQUIRE(made.view().rows() == 90);
        for (std::size_t row = 0; row < 90; ++row) {
            std::map<std::int32_t, double> expected;
            for (const auto& [column, value] : clusters_test::row_of(words, row)) {
                expected[column] = idf[static_cast<std::size_t>(column)];
            }
            if (!expected.empty()) expected = to_unit(expected);
            for (const auto& [column, value] : clusters_test::row_of(emphasis, row)) expected[column] += value;
            if (!expected.empty()) expected = to_unit(expected);
            const auto found = clusters_test::row_of(made, row);
            REQUIRE(found.size() == expected.size());
            for (const auto& [column, value] : expected) CHECK(found.at(column) == doctest::Approx(value));
        }
    }
}

TEST_CASE("rows of stories refuse matrices of other documents or words") {
    std::mt19937 generator(3);
    const vectors::Csr words = clusters_test::some_rows(5, generator);
    const vectors::Csr fewer = clusters_test::some_rows(4, generator);
    const std::vector<double> idf = clusters_test::some_idf(generator);
    CHECK_THROWS_AS(clusters::story_rows(words.view(), idf, fewer.view()), std::invalid_argument);
    CHECK_THROWS_AS(clusters::story_rows(words.view(), std::vector<double>(3), words.view()), std::invalid_argument);
}
