#include "wirecopy/vectors/weigh.hpp"

#include <cmath>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

using namespace wirecopy::vectors;

namespace {

/// The weights of a row with these counts in columns 0, 2 and so on.
std::vector<double> weighed(std::vector<double> counts, const Weights& weights) {
    std::vector<std::int32_t> columns;
    for (std::size_t i = 0; i < counts.size(); ++i) columns.push_back(static_cast<std::int32_t>(2 * i));
    weigh(columns, counts, weights);
    return counts;
}

}  // namespace

TEST_CASE("weights are counts times the idf of their column, with rows of length 1") {
    const std::vector<double> idf{4, 1, 1.5};
    const std::vector<double> row = weighed({1, 2}, {.idf = idf, .norm = Norm::l2});
    CHECK(row[0] == doctest::Approx(0.8));
    CHECK(row[1] == doctest::Approx(0.6));
}

TEST_CASE("sublinear counts grow with the logarithm") {
    const std::vector<double> row = weighed({1, 3}, {.sublinear = true});
    CHECK(row[0] == 1);
    CHECK(row[1] == doctest::Approx(1 + std::log(3)));
}

TEST_CASE("binary counts are 1, whatever they were") {
    CHECK(weighed({5, -1, 0}, {.binary = true}) == std::vector<double>{1, 1, 1});
}

TEST_CASE("the l1 norm makes the magnitudes of a row sum to 1") {
    CHECK(weighed({1, -3}, {.norm = Norm::l1}) == std::vector<double>{0.25, -0.75});
}

TEST_CASE("a row of zeros stays as it is") {
    CHECK(weighed({0, 0}, {.norm = Norm::l2}) == std::vector<double>{0, 0});
}
