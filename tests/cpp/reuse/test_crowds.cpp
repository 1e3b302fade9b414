#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/crowds.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::documents::Corpus;
using wirecopy::reuse::Carrier;
using wirecopy::reuse::Crowds;
using wirecopy::reuse::kCrowd;
using wirecopy::testing::Article;
using wirecopy::testing::below;
using wirecopy::testing::Random;

namespace {

using Pairs = std::set<std::pair<std::uint32_t, std::uint32_t>>;

/// A carrier in each document, at a place of its number.
Pairs linked(const Crowds& crowds, std::vector<Carrier> carriers) {
    Pairs pairs;
    crowds.link(carriers, [&](std::uint32_t x, std::uint32_t y) {
        REQUIRE(x != y);
        pairs.insert(std::minmax(x, y));
    });
    return pairs;
}

std::vector<Article> random_articles(Random& random, std::size_t count) {
    std::vector<Article> articles;
    for (std::size_t i = 0; i < count; ++i) {
        const auto house = static_cast<std::int32_t>(below(random, 6)) - 1;
        articles.push_back({"id" + std::to_string(1000 + i), "text", house, house, {}});
        const auto day = static_cast<std::int64_t>(below(random, 20)) * 10;
        if (below(random, 5) != 0)
            articles.back().published = {day, day + static_cast<std::int64_t>(below(random, 30))};
    }
    return articles;
}

/// What a document is told by those it is linked with.
struct Told {
    bool other_house = false;
    bool same_house = false;
    bool credited = false;
    bool was_first = false;  ///< before somebody, and after nobody
    friend bool operator==(const Told&, const Told&) = default;
};

std::vector<Told> told(const Corpus& corpus, const std::vector<bool>& credits, const Pairs& pairs) {
    std::vector<Told> result(corpus.size());
    std::vector<bool> later(corpus.size(), false);
    for (const auto& [a, b] : pairs) {
        for (const auto& [x, y] : {std::pair(a, b), std::pair(b, a)}) {
            const bool same = corpus.publisher(x) >= 0 && corpus.publisher(x) == corpus.publisher(y);
            result[x].same_house |= same;
            result[x].other_house |= !same;
            result[x].credited |= credits[x] || credits[y];
            result[x].was_first |= corpus.published(x).before(corpus.published(y));
            if (corpus.published(y).before(corpus.published(x))) later[x] = true;
        }
    }
    for (std::size_t d = 0; d < later.size(); ++d) result[d].was_first = result[d].was_first && !later[d];
    return result;
}

}  // namespace

TEST_CASE("a crowd's links tell of each document what all pairs would, and grow with its size") {
    Random random(1);
    for (int round = 0; round < 200; ++round) {
        const std::size_t count = kCrowd + 1 + below(random, 60);
        const Corpus corpus = wirecopy::testing::corpus_of(random_articles(random, count)).by_id();
        std::vector<bool> credits;
        std::vector<Carrier> carriers;
        Pairs all;
        for (std::uint32_t d = 0; d < count; ++d) {
            credits.push_back(below(random, 20) == 0);
            carriers.push_back({d, d});
            for (std::uint32_t other = 0; other < d; ++other) all.insert({other, d});
        }
        std::shuffle(carriers.begin(), carriers.end(), random);
        const Crowds crowds(corpus, credits);
        const Pairs pairs = linked(crowds, carriers);
        REQUIRE(pairs.size() <= 5 * count);
        const auto expected = told(corpus, credits, all);
        const auto found = told(corpus, credits, pairs);
        for (std::size_t d = 0; d < count; ++d) {
            CAPTURE(d);
            CHECK(found[d].other_house == expected[d].other_house);
            CHECK(found[d].same_house == expected[d].same_house);
            CHECK(found[d].credited == expected[d].credited);
            CHECK(found[d].was_first == expected[d].was_first);
        }
        std::shuffle(carriers.begin(), carriers.end(), random);
        REQUIRE(linked(crowds, carriers) == pairs);
    }
}

TEST_CASE("every two of a few are compared, and every one of a crowd with the earliest") {
    Random random(2);
    const Corpus corpus = wirecopy::testing::corpus_of(random_articles(random, 60)).by_id();
    const Crowds crowds(corpus, std::vector<bool>(60, false));
    std::vector<Carrier> few;
    for (std::uint32_t d = 0; d < kCrowd; ++d) few.push_back({d, d});
    CHECK(linked(crowds, few).size() == kCrowd * (kCrowd - 1) / 2);
    std::vector<Carrier> many;
    std::uint32_t earliest = 0;
    for (std::uint32_t d = 0; d < 60; ++d) {
        many.push_back({d, d});
        if (crowds.rank(d) < crowds.rank(earliest)) earliest = d;
    }
    const Pairs pairs = linked(crowds, many);
    for (std::uint32_t d = 0; d < 60; ++d) {
        if (d != earliest) CHECK(pairs.contains(std::minmax(d, earliest)));
    }
}

TEST_CASE("documents rank by when they were published, unknown dates last, then by id") {
    const Corpus corpus =
        wirecopy::testing::corpus_of(
            {{"a", "", -1, -1, {}}, {"b", "", -1, -1, {5, 9}}, {"c", "", -1, -1, {-3, 20}}, {"d", "", -1, -1, {5, 5}}})
            .by_id();
    const Crowds crowds(corpus, std::vector<bool>(4, false));
    CHECK(crowds.rank(2) == 0);
    CHECK(crowds.rank(1) == 1);
    CHECK(crowds.rank(3) == 2);
    CHECK(crowds.rank(0) == 3);
}
