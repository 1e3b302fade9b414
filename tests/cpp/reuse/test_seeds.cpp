#include <algorithm>
#include <map>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/seeds.hpp"

#include "reference/reuse/shared_text.hpp"
#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::DocumentWords;
using wirecopy::reuse::Match;
using wirecopy::reuse::SeedIndex;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::Tokenized;

namespace {

using Seeds = std::vector<Match>;

Seeds sorted(Seeds seeds) {
    std::sort(seeds.begin(), seeds.end(), [](Match x, Match y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
    return seeds;
}

/// The seeds of `a` with each partner; fails when partners do not come in order.
std::map<std::uint32_t, Seeds> partners(const SeedIndex& index, std::uint32_t a, std::size_t min_seeds) {
    std::map<std::uint32_t, Seeds> result;
    index.for_each_partner(a, min_seeds, [&](std::uint32_t b, std::span<const Match> seeds) {
        REQUIRE(b >= a);
        REQUIRE((result.empty() || result.rbegin()->first < b));
        result[b] = sorted({seeds.begin(), seeds.end()});
    });
    return result;
}

}  // namespace

TEST_CASE("partners and seeds are those of comparing every place with every other") {
    Random random(1);
    for (int round = 0; round < 60; ++round) {
        // So many words of so large a vocabulary that no 3-gram comes more than 16 times in one document.
        std::vector<std::string> texts;
        for (int i = 0; i < 8; ++i) texts.push_back(wirecopy::testing::random_words(random, below(random, 60), 5));
        const Tokenized corpus = Tokenized::of(texts);
        const SeedIndex index(corpus.words());
        const std::size_t min_seeds = 1 + below(random, 4);
        for (std::uint32_t a = 0; a < texts.size(); ++a) {
            std::map<std::uint32_t, Seeds> expected;
            for (std::uint32_t b = a; b < texts.size(); ++b) {
                Seeds seeds = wirecopy::reference::shared_trigrams(corpus.words()[a].key, corpus.words()[b].key);
                if (a == b) std::erase_if(seeds, [](Match seed) { return seed.b <= seed.a; });
                if (seeds.size() >= min_seeds) expected[b] = sorted(seeds);
            }
            REQUIRE(partners(index, a, min_seeds) == expected);
        }
    }
}

TEST_CASE("of a 3-gram's occurrences in one document the first 16 count") {
    std::string lines;
    for (int i = 0; i < 40; ++i)
        lines += "to be continued\n" + wirecopy::testing::word(static_cast<std::size_t>(i)) + "\n";
    const Tokenized corpus = Tokenized::of({lines, "here to be continued there"});
    const SeedIndex index(corpus.words());
    const auto found = partners(index, 0, 1);
    REQUIRE(found.contains(1));
    REQUIRE(found.at(1).size() == 16);
    CHECK(found.at(1).front() == Match{0, 1});
    CHECK(found.at(1).back() == Match{15 * 4, 1});
    CHECK(found.at(0).size() == 16 * 15 / 2);
}

TEST_CASE("documents of fewer than three words, and no documents, have no partners") {
    const Tokenized corpus = Tokenized::of({"one two", "", "one two", "one two three", "one two three"});
    const SeedIndex index(corpus.words());
    for (const std::uint32_t a : {0U, 1U, 2U, 4U}) CHECK(partners(index, a, 1).empty());
    CHECK(partners(index, 3, 1).size() == 1);
    CHECK_NOTHROW(SeedIndex({}));
}
