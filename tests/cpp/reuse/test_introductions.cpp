#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/introductions.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::introduce;
using wirecopy::reuse::kCrowd;
using wirecopy::reuse::Meeting;
using wirecopy::testing::Article;
using wirecopy::testing::Random;
using wirecopy::testing::random_words;
using wirecopy::testing::Tokenized;

namespace {

/// Articles that carry one text behind so many words of their own, each of house d % 10, and the meetings of all with
/// the first.
struct Crowd {
    explicit Crowd(std::size_t count) {
        Random random(5);
        const std::string text = random_words(random, 60, 100000);
        std::vector<Article> articles;
        for (std::size_t d = 0; d < count; ++d) {
            const auto house = static_cast<std::int32_t>(d % 10);
            articles.push_back(
                {"id" + std::to_string(100 + d), random_words(random, d + 1, 100000) + " " + text, house, house});
            if (d > 0) meetings.push_back({0, static_cast<std::uint32_t>(d), 1, static_cast<std::uint32_t>(d + 1)});
        }
        corpus.emplace_back(articles);
    }

    std::vector<Meeting> introduced(const std::vector<bool>& credits) const {
        wirecopy::tokens::Column<Meeting> all;
        all.append(meetings);
        introduce(corpus[0].corpus(), corpus[0].flat(), corpus[0].no_boilerplate(), credits, all);
        CHECK(std::is_sorted(all.begin(), all.end()));
        CHECK(std::includes(all.begin(), all.end(), meetings.begin(), meetings.end()));
        for (const Meeting& one : all) {
            CHECK(one.a == one.document_a + 1);  // where the text begins
            CHECK(one.b == one.document_b + 1);
        }
        return {all.begin(), all.end()};
    }

    std::vector<Tokenized> corpus;
    std::vector<Meeting> meetings;
};

}  // namespace

TEST_CASE("each two neighbours of one house meet whom a third of another house knows, and no one else") {
    const Crowd crowd(40);
    std::set<std::pair<std::uint32_t, std::uint32_t>> expected;
    for (std::uint32_t d = 1; d < 40; ++d) expected.insert({0, d});
    for (std::uint32_t d = 1; d < 30; ++d) {
        if (d % 10 != 0) expected.insert({d, d + 10});
    }
    std::set<std::pair<std::uint32_t, std::uint32_t>> met;
    for (const Meeting& one : crowd.introduced(std::vector<bool>(40, true)))
        met.insert({one.document_a, one.document_b});
    CHECK(met == expected);
}

TEST_CASE("who credits no agency meets one that does, where the third credits none either") {
    const Crowd crowd(40);
    std::vector<bool> credits(40, false);
    credits[7] = true;
    const std::vector<Meeting> met = crowd.introduced(credits);
    for (std::uint32_t d = 1; d < 40; ++d) {
        const bool meets = std::any_of(met.begin(), met.end(), [&](const Meeting& one) {
            return one.document_a == std::min(d, 7U) && one.document_b == std::max(d, 7U);
        });
        CHECK(meets == (d != 7));
    }
}

TEST_CASE("few who know a third have met already") {
    const Crowd crowd(kCrowd + 1);
    CHECK(crowd.introduced(std::vector<bool>(kCrowd + 1, false)) == crowd.meetings);
}
