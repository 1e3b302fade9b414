#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/chains.hpp"

#include "reference/reuse/alignment.hpp"
#include "reference/reuse/shared_text.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::Alignment;
using wirecopy::reuse::anchored_align;
using wirecopy::reuse::Chain;
using wirecopy::reuse::chains;
using wirecopy::reuse::identity_of;
using wirecopy::reuse::kDifferenceCost;
using wirecopy::reuse::Match;
using wirecopy::reuse::Run;
using wirecopy::testing::below;
using wirecopy::testing::Random;

namespace {

using Keys = std::vector<wirecopy::reuse::Word>;

Keys random_keys(Random& random, std::size_t size, std::size_t vocabulary) {
    Keys result(size);
    for (auto& key : result) key = static_cast<wirecopy::reuse::Word>(below(random, vocabulary));
    return result;
}

/// As `keys`, with some words replaced, left out and put in.
Keys edited(Random& random, const Keys& keys, std::size_t one_in) {
    Keys result;
    for (const auto key : keys) {
        const std::size_t edit = below(random, 3 * one_in);
        if (edit == 0) continue;
        result.push_back(edit == 1 ? static_cast<wirecopy::reuse::Word>(random()) : key);
        if (edit == 2) result.push_back(static_cast<wirecopy::reuse::Word>(random()));
    }
    return result;
}

double score_of(const Chain& chain) {
    double score = 0;
    for (std::size_t i = 0; i < chain.size(); ++i) {
        score += chain[i].size;
        if (i == 0) continue;
        const Run& before = chain[i - 1];
        score -= kDifferenceCost * std::max(chain[i].a - before.a - before.size, chain[i].b - before.b - before.size);
    }
    return score;
}

void require_sound(const Alignment& alignment, const Keys& a, const Keys& b) {
    for (std::size_t i = 0; i < alignment.size(); ++i) {
        REQUIRE(a.at(alignment[i].a) == b.at(alignment[i].b));
        if (i == 0) continue;
        REQUIRE(alignment[i - 1].a < alignment[i].a);
        REQUIRE(alignment[i - 1].b < alignment[i].b);
    }
}

}  // namespace

TEST_CASE("every run that two sequences share is one run of one chain") {
    Random random(1);
    for (int round = 0; round < 200; ++round) {
        const Keys a = random_keys(random, 60, 3 + below(random, 30));
        const Keys b = edited(random, a, 1 + below(random, 20));
        std::set<std::array<std::uint32_t, 3>> expected;
        for (const Run& run : wirecopy::reference::shared_runs(a, b, 3)) expected.insert({run.a, run.b, run.size});
        std::size_t runs = 0;
        for (const Chain& chain : chains(wirecopy::reference::shared_trigrams(a, b), 32)) {
            for (const Run& run : chain) REQUIRE(expected.contains({run.a, run.b, run.size}));
            runs += chain.size();
        }
        REQUIRE(runs == expected.size());
    }
}

TEST_CASE("the runs of a chain follow each other on both sides, at most max_gap apart") {
    Random random(2);
    std::size_t joined = 0;
    for (int round = 0; round < 200; ++round) {
        const Keys a = random_keys(random, 100, 50);
        const Keys b = edited(random, a, 8);
        for (const Chain& chain : chains(wirecopy::reference::shared_trigrams(a, b), 5)) {
            REQUIRE(!chain.empty());
            for (std::size_t i = 1; i < chain.size(); ++i) {
                const Run& before = chain[i - 1];
                REQUIRE(chain[i].a >= before.a + before.size);
                REQUIRE(chain[i].b >= before.b + before.size);
                REQUIRE(chain[i].a - before.a - before.size <= 5);
                REQUIRE(chain[i].b - before.b - before.size <= 5);
                ++joined;
            }
        }
    }
    CHECK(joined > 500);
}

TEST_CASE("no chain of the runs scores higher than the first") {
    Random random(3);
    for (int round = 0; round < 300; ++round) {
        const Keys a = random_keys(random, 50, 4 + below(random, 30));
        const Keys b = edited(random, a, 1 + below(random, 10));
        const auto runs = wirecopy::reference::shared_runs(a, b, 3);
        // Beyond the look-back of 64 runs the best is not promised.
        if (runs.empty() || runs.size() > 64) continue;
        const auto found = chains(wirecopy::reference::shared_trigrams(a, b), 8);
        REQUIRE(score_of(found.front()) == doctest::Approx(wirecopy::reference::best_chain_score(runs, 8)));
    }
}

TEST_CASE("seeds come in any order, and none give no chains") {
    const std::vector<Match> seeds = {{0, 0}, {1, 1}, {2, 2}, {9, 8}, {10, 9}};
    for (const bool turned : {false, true}) {
        std::vector<Match> given = seeds;
        if (turned) std::reverse(given.begin(), given.end());
        const auto found = chains(given, 32);
        REQUIRE(found.size() == 1);
        REQUIRE(found[0].size() == 2);
        CHECK(found[0][0].size == 5);
        CHECK(found[0][1].a == 9);
        CHECK(found[0][1].size == 4);
    }
    CHECK(chains({}, 32).empty());
}

TEST_CASE("a gap that costs more than the run before is worth does not join") {
    const std::vector<Match> seeds = {{0, 0}, {9, 9}};  // 3 words, 6 others, 3 words
    CHECK(chains(seeds, 32).size() == 2);
    const std::vector<Match> near = {{0, 0}, {7, 7}};  // 4 others cost 2.4
    CHECK(chains(near, 32).size() == 1);
    CHECK(chains(near, 3).size() == 2);
}

TEST_CASE("anchored_align of short sequences scores as the best global alignment") {
    Random random(4);
    for (int round = 0; round < 400; ++round) {
        const Keys a = random_keys(random, below(random, 14), 1 + below(random, 8));
        const Keys b = below(random, 2) == 0 ? edited(random, a, 3) : random_keys(random, below(random, 14), 4);
        const Alignment alignment = anchored_align(a, b);
        require_sound(alignment, a, b);
        REQUIRE(identity_of(alignment, a.size(), b.size()).score() ==
                doctest::Approx(wirecopy::reference::best_global_score(a, b)));
    }
}

TEST_CASE("anchored_align of long texts finds every word that was not edited") {
    Random random(5);
    const Keys a = random_keys(random, 20000, 1U << 30U);
    Keys b = a;
    std::size_t replaced = 0;
    for (std::size_t i = 3; i < b.size(); i += 5 + below(random, 40)) {
        b[i] = static_cast<wirecopy::reuse::Word>(random());
        ++replaced;
    }
    const Alignment alignment = anchored_align(a, b);
    require_sound(alignment, a, b);
    CHECK(replaced > 500);
    CHECK(alignment.size() == a.size() - replaced);
}

TEST_CASE("anchored_align of long texts follows what was moved by insertions") {
    Random random(6);
    const Keys a = random_keys(random, 10000, 1U << 30U);
    const Keys put_in = random_keys(random, 3000, 1U << 30U);
    Keys b(a.begin() + 100, a.end());
    b.insert(b.begin() + 5000, put_in.begin(), put_in.end());
    b[50] = 0;
    const Alignment alignment = anchored_align(a, b);
    require_sound(alignment, a, b);
    CHECK(alignment.size() == a.size() - 101);
}

TEST_CASE("anchored_align of long texts that share nothing is empty") {
    Random random(7);
    const Keys a = random_keys(random, 5000, 1U << 30U);
    const Keys b = random_keys(random, 5000, 1U << 30U);
    CHECK(anchored_align(a, b).size() < 3);
    CHECK(anchored_align(a, {}).empty());
    CHECK(anchored_align({}, {}).empty());
    CHECK(anchored_align(a, a).size() == a.size());
}
