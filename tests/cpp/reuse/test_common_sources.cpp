#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/common_sources.hpp"

#include "support/random_text.hpp"

using wirecopy::reuse::Carried;
using wirecopy::reuse::of_common_sources;
using wirecopy::testing::below;
using wirecopy::testing::Random;

namespace {

/// The group of each document, of the texts that each carries; every document is a house.
std::vector<std::int64_t> groups(const std::vector<std::vector<std::uint32_t>>& documents) {
    std::vector<Carried> carried;
    for (std::uint32_t d = 0; d < documents.size(); ++d) {
        for (const std::uint32_t family : documents[d]) carried.push_back({d, family, d});
    }
    return of_common_sources(carried, documents.size());
}

}  // namespace

TEST_CASE("three texts that meet two by two beside a fourth, and never all, are of a common source") {
    CHECK(groups({{9}, {0, 1, 2}, {0, 1, 3}, {0, 2, 3}, {0}}) == std::vector<std::int64_t>{-1, 1, 1, 1, -1});
    CHECK(groups({{1, 2}, {1, 3}, {2, 3}}) == std::vector<std::int64_t>(3, -1));
    CHECK(groups({{0, 1, 2, 3}, {0, 1, 2}, {0, 1, 3}, {0, 2, 3}}) == std::vector<std::int64_t>(4, -1));
    CHECK(groups({}).empty());
}

TEST_CASE("whatever a tree of copies leaves out and adds, there is no common source") {
    Random random(1);
    for (int round = 0; round < 300; ++round) {
        std::vector<std::vector<std::uint32_t>> documents{{0, 1, 2, 3, 4, 5}};
        std::uint32_t next = 6;
        for (int copy = 0; copy < 15; ++copy) {
            std::vector<std::uint32_t> kept;
            for (const std::uint32_t text : documents[below(random, documents.size())]) {
                if (below(random, 4) > 0) kept.push_back(text);
            }
            if (below(random, 3) == 0) kept.push_back(next++);
            documents.push_back(kept);
        }
        REQUIRE(groups(documents) == std::vector<std::int64_t>(documents.size(), -1));
    }
}
