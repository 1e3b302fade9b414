#include <algorithm>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/trigrams.hpp"

#include "reference/reuse/shared_text.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::jaccard;
using wirecopy::reuse::trigram;
using wirecopy::reuse::trigram_set;
using wirecopy::testing::below;
using wirecopy::testing::Random;

namespace {

using Keys = std::vector<wirecopy::tokens::TokenKey>;

}  // namespace

TEST_CASE("3-grams are equal when their words are, in the same order") {
    const Keys keys = {1, 2, 3, 1, 2, 3, 2, 1};
    CHECK(trigram(&keys[0]) == trigram(&keys[3]));
    CHECK(trigram(&keys[0]) != trigram(&keys[1]));
    CHECK(trigram(&keys[0]) != trigram(&keys[5]));
}

TEST_CASE("the set of 3-grams is sorted, each once, and empty for two words") {
    const auto set = trigram_set(Keys{1, 2, 3, 1, 2, 3});
    CHECK(set.size() == 3);
    CHECK(std::is_sorted(set.begin(), set.end()));
    CHECK(trigram_set(Keys{1, 2, 3}).size() == 1);
    CHECK(trigram_set(Keys{1, 2}).empty());
    CHECK(trigram_set(Keys{}).empty());
    CHECK(trigram_set(Keys(1000, 7)).size() == 1);
}

TEST_CASE("the similarity of random texts is that of their sets of three words") {
    Random random(1);
    for (int round = 0; round < 500; ++round) {
        Keys a(3 + below(random, 30));
        Keys b(3 + below(random, 30));
        const std::size_t vocabulary = 1 + below(random, 6);
        for (auto& key : a) key = below(random, vocabulary);
        for (auto& key : b) key = below(random, vocabulary);
        REQUIRE(jaccard(trigram_set(a), trigram_set(b)) == wirecopy::reference::jaccard(a, b));
        REQUIRE(jaccard(trigram_set(a), trigram_set(a)) == 1);
        REQUIRE(jaccard(trigram_set(a), trigram_set(Keys{9, 9, 9})) == 0);
    }
}
