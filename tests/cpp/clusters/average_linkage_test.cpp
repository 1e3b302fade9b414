#include "wirecopy/clusters/average_linkage.hpp"

#include <random>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "reference/clusters/average_linkage_of_all.hpp"

using namespace wirecopy;
using Labels = std::vector<std::uint32_t>;

namespace {

/// Similarities are multiples of 1/64, so that sums are exact and ties are ties.
similarity::Pairs random_pairs(std::uint32_t items, unsigned seed) {
    std::mt19937 generator(seed);
    similarity::Pairs pairs;
    for (std::uint32_t a = 0; a < items; ++a) {
        for (std::uint32_t b = a + 1; b < items; ++b) {
            if (generator() % 3 == 0) continue;
            pairs.a.push_back(a);
            pairs.b.push_back(b);
            pairs.similarity.push_back(static_cast<double>(1 + generator() % 64) / 64);
        }
    }
    return pairs;
}

}  // namespace

TEST_CASE("average_linkage merges what computing every mean anew merges") {
    for (unsigned seed = 0; seed < 40; ++seed) {
        const similarity::Pairs pairs = random_pairs(14, seed);
        for (const double threshold : {0.1, 0.4, 0.6, 0.9}) {
            CAPTURE(seed);
            CAPTURE(threshold);
            CHECK(clusters::average_linkage({14}, pairs, threshold) ==
                  reference::average_linkage_of_all(14, pairs, threshold));
        }
    }
}

TEST_CASE("a chain of similar items does not become one group") {
    const similarity::Pairs pairs{{0, 1, 2}, {1, 2, 3}, {0.9, 0.8, 0.9}};
    CHECK(clusters::average_linkage({4}, pairs, 0.5) == Labels{0, 0, 2, 2});
}

TEST_CASE("pairs may come in any order and either way round") {
    const similarity::Pairs pairs{{3, 2, 1}, {2, 1, 0}, {0.9, 0.8, 0.9}};
    CHECK(clusters::average_linkage({4}, pairs, 0.5) == Labels{0, 0, 2, 2});
}

TEST_CASE("items without pairs stay alone, and nothing has no groups") {
    CHECK(clusters::average_linkage({3}, {}, 0.5) == Labels{0, 1, 2});
    CHECK(clusters::average_linkage({0}, {}, 0.5).empty());
}

TEST_CASE("an item of size n weighs as much as n items that are alike in everything") {
    for (unsigned seed = 0; seed < 40; ++seed) {
        const similarity::Pairs pairs = random_pairs(7, seed);
        std::vector<std::uint32_t> sizes;
        Labels of;  // the item that each copy is a copy of
        std::vector<std::uint32_t> first;
        for (std::uint32_t item = 0; item < 7; ++item) {
            sizes.push_back(1 + (item + seed) % 3);
            first.push_back(static_cast<std::uint32_t>(of.size()));
            of.insert(of.end(), sizes.back(), item);
        }
        similarity::Pairs all;
        const auto add = [&](std::uint32_t a, std::uint32_t b, double similarity) {
            all.a.push_back(a);
            all.b.push_back(b);
            all.similarity.push_back(similarity);
        };
        for (std::uint32_t a = 0; a < of.size(); ++a) {
            for (std::uint32_t b = a + 1; b < of.size(); ++b) {
                if (of[a] == of[b]) add(a, b, 2);  // before any other
                for (std::size_t i = 0; i < pairs.size(); ++i) {
                    if (pairs.a[i] == of[a] && pairs.b[i] == of[b]) add(a, b, pairs.similarity[i]);
                }
            }
        }
        const Labels found = clusters::average_linkage({7, sizes}, pairs, 0.4);
        const Labels expected = clusters::average_linkage({of.size()}, all, 0.4);
        for (std::size_t copy = 0; copy < of.size(); ++copy) CHECK(expected[copy] == first[found[of[copy]]]);
    }
}

TEST_CASE("groups that were there take in what is free and are never merged with each other") {
    for (unsigned seed = 0; seed < 60; ++seed) {
        const similarity::Pairs pairs = random_pairs(12, seed);
        Labels groups(12, clusters::kFree);
        for (std::uint32_t item = 0; item < 12; ++item) {
            if ((item + seed) % 3 == 0) groups[item] = 100 + (item * 7 + seed) % 3;
        }
        for (const double threshold : {0.1, 0.4, 0.6}) {
            CAPTURE(seed);
            CAPTURE(threshold);
            CHECK(clusters::average_linkage({12, {}, groups}, pairs, threshold) ==
                  reference::average_linkage_of_all(12, pairs, threshold, groups));
        }
    }
}

TEST_CASE("many items that are nearly equal take the time of their pairs") {
    constexpr std::uint32_t kItems = 1000;
    similarity::Pairs pairs;
    for (std::uint32_t a = 0; a < kItems; ++a) {
        for (std::uint32_t b = a + 1; b < kItems; ++b) {
            pairs.a.push_back(a);
            pairs.b.push_back(b);
            pairs.similarity.push_back(0.9 - (a + b) * 1e-6);
        }
    }
    std::size_t steps = 0;
    const parallel::Control control{1, [&](std::size_t done, std::size_t) { steps = done; }};
    CHECK(clusters::average_linkage({kItems}, pairs, 0.5, control) == Labels(kItems, 0));
    CHECK(steps <= 20 * pairs.size());
}

TEST_CASE("a checkpoint that throws stops average_linkage") {
    similarity::Pairs pairs;
    for (std::uint32_t a = 0; a < 800; ++a) {
        for (std::uint32_t b = a + 1; b < 800; ++b) {
            pairs.a.push_back(a);
            pairs.b.push_back(b);
            pairs.similarity.push_back(1);
        }
    }
    const parallel::Control control{1, [](std::size_t, std::size_t) { throw std::runtime_error("stop"); }};
    CHECK_THROWS_AS(clusters::average_linkage({800}, pairs, 0.5, control), std::runtime_error);
}

TEST_CASE("impossible pairs and thresholds are refused") {
    const auto refused = [](const similarity::Pairs& pairs, double threshold) {
        CHECK_THROWS_AS(clusters::average_linkage({3}, pairs, threshold), std::invalid_argument);
    };
    refused({{0}, {3}, {1}}, 0.5);
    refused({{1}, {1}, {1}}, 0.5);
    refused({{0, 1}, {1, 0}, {1, 1}}, 0.5);
    refused({}, 0);
    CHECK_THROWS_AS(clusters::average_linkage({3, {1, 1}}, {}, 0.5), std::invalid_argument);
    CHECK_THROWS_AS(clusters::average_linkage({3, {}, {0}}, {}, 0.5), std::invalid_argument);
}
