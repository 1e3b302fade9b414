#include "wirecopy/clusters/story_terms.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "some_rows.hpp"

using namespace wirecopy;

TEST_CASE("terms of stories are words of heads, counted in all of the story's documents") {
    std::mt19937 generator(4);
    const std::vector<double> idf = clusters_test::some_idf(generator);
    const vectors::Csr counts = clusters_test::some_rows(120, generator);
    const vectors::Csr heads = clusters_test::some_rows(120, generator);
    vectors::Csr words = counts;
    for (std::size_t at = 0; at < words.value.size(); ++at) {
        words.value[at] *= idf[static_cast<std::size_t>(words.column[at])];
    }
    std::vector<std::uint32_t> documents(120);
    std::iota(documents.begin(), documents.end(), 0U);
    std::shuffle(documents.begin(), documents.end(), generator);
    std::vector<std::int64_t> begin{0};
    while (begin.back() < 120) begin.push_back(std::min<std::int64_t>(120, begin.back() + generator() % 6));

    const vectors::Csr found = clusters::story_terms({begin, documents}, words.view(), idf, heads.view());
    REQUIRE(found.view().rows() == begin.size() - 1);
    for (std::size_t story = 0; story + 1 < begin.size(); ++story) {
        std::map<std::int32_t, double> expected;
        for (std::int64_t at = begin[story]; at < begin[story + 1]; ++at) {
            for (const auto& [column, value] : clusters_test::row_of(heads, documents[static_cast<std::size_t>(at)])) {
                expected[column] = 0;
            }
        }
        for (std::int64_t at = begin[story]; at < begin[story + 1]; ++at) {
            for (const auto& [column, n] : clusters_test::row_of(counts, documents[static_cast<std::size_t>(at)])) {
                const double weight = idf[static_cast<std::size_t>(column)];
                if (expected.count(column) != 0) expected[column] += (1 + std::log(n)) * weight * (weight - 1);
            }
        }
        std::erase_if(expected, [](const auto& each) { return each.second == 0; });
        const auto told = clusters_test::row_of(found, story);
        REQUIRE(told.size() == expected.size());
        for (const auto& [column, value] : expected) CHECK(told.at(column) == doctest::Approx(value));
    }
}

TEST_CASE("terms of stories refuse members that are no documents") {
    std::mt19937 generator(4);
    const std::vector<double> idf = clusters_test::some_idf(generator);
    const vectors::Csr words = clusters_test::some_rows(2, generator);
    const auto terms = [&](std::vector<std::int64_t> begin, std::vector<std::uint32_t> documents) {
        return clusters::story_terms({begin, documents}, words.view(), idf, words.view());
    };
    CHECK(terms({0, 2}, {1, 0}).view().rows() == 1);
    CHECK_THROWS_AS(terms({0, 2}, {0, 2}), std::invalid_argument);
    CHECK_THROWS_AS(terms({0, 3}, {0, 1}), std::invalid_argument);
    CHECK_THROWS_AS(terms({0, 2, 1, 2}, {0, 1}), std::invalid_argument);
    CHECK_THROWS_AS(terms({}, {}), std::invalid_argument);
}
