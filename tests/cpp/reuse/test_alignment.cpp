#include <algorithm>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/alignment.hpp"

#include "reference/reuse/alignment.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::align;
using wirecopy::reuse::Alignment;
using wirecopy::reuse::difference;
using wirecopy::reuse::extend;
using wirecopy::reuse::Identity;
using wirecopy::reuse::identity_of;
using wirecopy::reuse::kDifferenceCost;
using wirecopy::reuse::Match;
using wirecopy::reuse::segments;
using wirecopy::testing::below;
using wirecopy::testing::Random;

namespace {

using Keys = std::vector<wirecopy::reuse::Word>;

/// A word a letter.
Keys keys(std::string_view letters) {
    return {letters.begin(), letters.end()};
}

Keys random_keys(Random& random, std::size_t size, std::size_t vocabulary) {
    Keys result(size);
    for (auto& key : result) key = static_cast<wirecopy::reuse::Word>(below(random, vocabulary));
    return result;
}

/// `size` words that no other range from another `first` shares.
Keys distinct_keys(std::size_t first, std::size_t size) {
    Keys result;
    for (std::size_t i = 0; i < size; ++i) result.push_back(static_cast<wirecopy::reuse::Word>(first + i));
    return result;
}

void append(Keys& to, const Keys& from) {
    to.insert(to.end(), from.begin(), from.end());
}

void require_sound(const Alignment& alignment, const Keys& a, const Keys& b) {
    for (std::size_t i = 0; i < alignment.size(); ++i) {
        REQUIRE(a.at(alignment[i].a) == b.at(alignment[i].b));
        if (i == 0) continue;
        REQUIRE(alignment[i - 1].a < alignment[i].a);
        REQUIRE(alignment[i - 1].b < alignment[i].b);
    }
}

/// Matches in runs with random gaps between, as alignments have them.
Alignment random_alignment(Random& random, std::size_t matches) {
    Alignment alignment;
    Match at{0, 0};
    while (alignment.size() < matches) {
        alignment.push_back(at);
        const bool gap = below(random, 5) == 0;
        at = {at.a + 1 + static_cast<std::uint32_t>(gap ? below(random, 9) : 0),
              at.b + 1 + static_cast<std::uint32_t>(gap ? below(random, 9) : 0)};
    }
    return alignment;
}

}  // namespace

TEST_CASE("no global alignment of random sequences scores higher than align's") {
    Random random(1);
    for (int round = 0; round < 400; ++round) {
        const std::size_t vocabulary = 1 + below(random, 8);
        const Keys a = random_keys(random, below(random, 14), vocabulary);
        const Keys b = random_keys(random, below(random, 14), vocabulary);
        const Alignment alignment = align(a, b);
        require_sound(alignment, a, b);
        const double score = identity_of(alignment, a.size(), b.size()).score();
        const double best = wirecopy::reference::best_global_score(a, b);
        // Of sequences that share nothing the twin may pair words or leave out all of both.
        REQUIRE(score == doctest::Approx(best));
    }
}

TEST_CASE("align pairs what is equal and leaves out what is not") {
    CHECK(align(keys("abc"), keys("abc")) == Alignment{{0, 0}, {1, 1}, {2, 2}});
    CHECK(align(keys("abcd"), keys("axcd")) == Alignment{{0, 0}, {2, 2}, {3, 3}});
    CHECK(align(keys("abcd"), keys("acd")) == Alignment{{0, 0}, {2, 1}, {3, 2}});
    CHECK(align(keys("abc"), keys("xyz")).empty());
    CHECK(align(keys(""), keys("abc")).empty());
    CHECK(align(keys("abc"), keys("")).empty());
}

TEST_CASE("no alignment of beginnings scores higher than extend's, when nothing makes it give up") {
    Random random(2);
    for (int round = 0; round < 300; ++round) {
        const std::size_t vocabulary = 1 + below(random, 6);
        const Keys a = random_keys(random, below(random, 10), vocabulary);
        const Keys b = random_keys(random, below(random, 10), vocabulary);
        const Alignment alignment = extend(a, b, 100);
        require_sound(alignment, a, b);
        REQUIRE(wirecopy::reference::score_from_beginning(alignment) ==
                doctest::Approx(wirecopy::reference::best_beginning_score(a, b)));
    }
}

TEST_CASE("extend goes on through long texts that differ here and there") {
    const Keys a = distinct_keys(0, 3000);
    Keys b = a;
    for (std::size_t i = 7; i < b.size(); i += 10) b[i] += 1000000;
    b.erase(b.begin() + 1000, b.begin() + 1005);
    const Alignment alignment = extend(a, b, 10);
    require_sound(alignment, a, b);
    REQUIRE(alignment.size() > 2690);
    CHECK(alignment.back() == Match{2999, 2994});
}

TEST_CASE("extend gives up where the score falls by more than the drop, and goes on where it does not") {
    for (const std::size_t differing : {10U, 16U, 18U, 40U}) {
        CAPTURE(differing);
        Keys a = distinct_keys(0, 20);
        Keys b = a;
        append(a, distinct_keys(1000, differing));
        append(b, distinct_keys(2000, differing));
        append(a, distinct_keys(3000, 30));
        append(b, distinct_keys(3000, 30));
        const bool gives_up = static_cast<double>(differing) * kDifferenceCost > 10;
        CHECK(extend(a, b, 10).size() == (gives_up ? 20 : 50));
    }
    CHECK(extend(keys("xyz"), keys("abc"), 10).empty());
    CHECK(extend(keys(""), keys(""), 10).empty());
}

TEST_CASE("the difference of two matches is the words of the longer side between them") {
    CHECK(difference({0, 0}, {1, 1}) == 0);
    CHECK(difference({0, 0}, {3, 1}) == 2);
    CHECK(difference({4, 7}, {6, 13}) == 5);
}

TEST_CASE("identity counts equal words and all columns, ends included where sizes are given") {
    const Alignment alignment = {{1, 2}, {2, 3}, {4, 4}, {5, 9}};
    const Identity inner = identity_of(alignment);
    CHECK(inner.equal == 4);
    CHECK(inner.aligned == 9);
    CHECK(inner.value() == doctest::Approx(4.0 / 9));
    CHECK(inner.score() == doctest::Approx(4 - 5 * kDifferenceCost));
    const Identity whole = identity_of(alignment, 7, 10);
    CHECK(whole.equal == 4);
    CHECK(whole.aligned == 9 + 2 + 1);
    CHECK(identity_of(Alignment{}).aligned == 0);
    CHECK(identity_of(Alignment{}).value() == 0);
    CHECK(identity_of(Alignment{}, 3, 5).aligned == 5);
    CHECK(identity_of(Alignment{}, 3, 5).equal == 0);
}

TEST_CASE("segments are the whole alignment in order, each match in one") {
    Random random(3);
    for (int round = 0; round < 500; ++round) {
        const Alignment alignment = random_alignment(random, below(random, 80));
        std::size_t next = 0;
        for (const auto segment : segments(alignment, 4)) {
            REQUIRE(!segment.empty());
            REQUIRE(segment.data() == alignment.data() + next);
            next += segment.size();
        }
        REQUIRE(next == alignment.size());
    }
}

TEST_CASE("the score of a segment stays above zero, within the drop of its best, and ends at its best") {
    Random random(4);
    std::size_t long_ones = 0;
    for (int round = 0; round < 500; ++round) {
        const Alignment alignment = random_alignment(random, below(random, 80));
        for (const auto segment : segments(alignment, 4)) {
            double score = 1;
            double best = 1;
            for (std::size_t i = 1; i < segment.size(); ++i) {
                score -= kDifferenceCost * difference(segment[i - 1], segment[i]);
                REQUIRE(score > 0);
                REQUIRE(score >= best - 4);
                score += 1;
                best = std::max(best, score);
            }
            REQUIRE(score == best);
            REQUIRE(identity_of(segment).score() == doctest::Approx(score));
            long_ones += segment.size() > 20;
        }
    }
    CHECK(long_ones > 50);
}

TEST_CASE("a run after a gap is not lost at the end of an alignment") {
    // Ten equal words, sixteen different ones, nine equal ones: too few to make up for the gap, but a run themselves.
    Alignment alignment;
    for (std::uint32_t i = 0; i < 10; ++i) alignment.push_back({i, i});
    for (std::uint32_t i = 26; i < 35; ++i) alignment.push_back({i, i});
    const auto parts = segments(alignment, 10);
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].size() == 10);
    CHECK(parts[1].size() == 9);
    CHECK(segments(Alignment{}, 10).empty());
}
