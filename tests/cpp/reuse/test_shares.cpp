#include <array>
#include <numeric>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/shares.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::documents::Interval;
using wirecopy::reuse::Context;
using wirecopy::reuse::DocumentCredits;
using wirecopy::reuse::find_shares;
using wirecopy::reuse::kWordClasses;
using wirecopy::reuse::Passage;
using wirecopy::reuse::Shares;
using wirecopy::reuse::WordClass;
using wirecopy::reuse::WordSpan;
using wirecopy::testing::Article;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::Tokenized;

namespace {

Passage passage(std::uint32_t a, WordSpan in_a, std::uint32_t b, WordSpan in_b, Context context) {
    return {0, a, b, in_a, in_b, {}, context};
}

std::uint32_t of(const Shares& shares, WordClass one) {
    return shares.of_class[static_cast<std::size_t>(one)];
}

/// Four documents of ten words: two of house 0, one of house 1, one of none; the first two on one day.
std::vector<Article> four_articles() {
    const std::string ten = "one two three four five\nsix seven eight nine ten";
    return {{"a", ten, 0, 0, {100, 199}}, {"b", ten, 1, 0, {150, 150}}, {"c", ten, 2, 1, {300, 300}}, {"d", ten}};
}

std::vector<Shares> shares_of(const std::vector<Passage>& passages,
                              const std::vector<DocumentCredits>& credits = std::vector<DocumentCredits>(4)) {
    const Tokenized corpus(four_articles());
    return find_shares(corpus.corpus(), corpus.flat(), corpus.no_boilerplate(), passages, credits, {.n_jobs = 2});
}

/// The class of one word, all passages and paragraphs asked.
WordClass class_of(const Tokenized& corpus, const std::vector<std::vector<bool>>& is_boilerplate,
                   const std::vector<Passage>& passages, const std::vector<DocumentCredits>& credits,
                   std::uint32_t document, std::uint32_t word) {
    const auto& paragraphs = corpus.words()[document].paragraph;
    for (std::size_t p = 0; p < paragraphs.size(); ++p) {
        const bool inside = paragraphs[p].begin <= word && word < paragraphs[p].end;
        if (inside && is_boilerplate[document][p]) return WordClass::boilerplate;
    }
    bool quotation = false;
    bool wire = false;
    bool same = false;
    bool other = false;
    for (const Passage& one : passages) {
        if (one.document_a == one.document_b || one.context == Context::boilerplate) continue;
        const bool in_a = one.document_a == document && one.a.begin <= word && word < one.a.end;
        const bool in_b = one.document_b == document && one.b.begin <= word && word < one.b.end;
        if (!in_a && !in_b) continue;
        const std::int32_t publisher = corpus.corpus().publisher(one.document_a);
        const bool credited = credits[one.document_a].agency >= 0 || credits[one.document_b].agency >= 0;
        const bool one_house = publisher >= 0 && publisher == corpus.corpus().publisher(one.document_b);
        quotation = quotation || one.context == Context::quotation;
        wire = wire || (one.context == Context::prose && credited);
        same = same || (one.context == Context::prose && !credited && one_house);
        other = other || (one.context == Context::prose && !credited && !one_house);
    }
    if (quotation) return WordClass::quotation;
    if (wire) return WordClass::wire;
    if (same) return WordClass::same_publisher;
    return other ? WordClass::other_publisher : WordClass::own;
}

}  // namespace

TEST_CASE("without passages every word is a document's own") {
    for (const Shares& shares : shares_of({})) {
        CHECK(shares.words == 10);
        CHECK(of(shares, WordClass::own) == 10);
    }
}

TEST_CASE("shared prose is of the same publisher, of another, or of the wire when either side credits an agency") {
    const std::vector<Passage> passages = {passage(0, {0, 3}, 1, {1, 4}, Context::prose),
                                           passage(1, {5, 10}, 2, {0, 5}, Context::prose)};
    const auto shares = shares_of(passages);
    CHECK(of(shares[0], WordClass::same_publisher) == 3);
    CHECK(of(shares[1], WordClass::same_publisher) == 3);
    CHECK(of(shares[1], WordClass::other_publisher) == 5);
    CHECK(of(shares[2], WordClass::other_publisher) == 5);
    CHECK(of(shares[2], WordClass::own) == 5);
    const auto credited = shares_of(passages, {{}, {.agency = 0}, {}, {}});
    CHECK(of(credited[0], WordClass::wire) == 3);
    CHECK(of(credited[1], WordClass::wire) == 8);
    CHECK(of(credited[2], WordClass::wire) == 5);
}

TEST_CASE("a document of unknown publisher is a house of its own") {
    const Tokenized corpus({Article{"a", "one two three"}, Article{"b", "one two three"}});
    const auto shares = find_shares(corpus.corpus(), corpus.flat(), corpus.no_boilerplate(),
                                    std::vector{passage(0, {0, 3}, 1, {0, 3}, Context::prose)},
                                    std::vector<DocumentCredits>(2), {.n_jobs = 2});
    CHECK(of(shares[0], WordClass::other_publisher) == 3);
}

TEST_CASE("quotations are quotations, even credited; repeats inside a document are its own") {
    const auto shares =
        shares_of({passage(0, {0, 6}, 2, {0, 6}, Context::quotation), passage(3, {0, 4}, 3, {5, 9}, Context::prose)},
                  {{.agency = 0}, {}, {}, {}});
    CHECK(of(shares[0], WordClass::quotation) == 6);
    CHECK(of(shares[3], WordClass::own) == 10);
}

TEST_CASE("words printed here first and by others later are counted once, and unknown without a date") {
    const auto shares =
        shares_of({passage(0, {0, 4}, 2, {0, 4}, Context::prose), passage(0, {2, 6}, 2, {5, 9}, Context::prose),
                   passage(0, {8, 10}, 1, {8, 10}, Context::prose), passage(0, {6, 8}, 3, {6, 8}, Context::prose)});
    CHECK(shares[0].shared_first == 6);
    CHECK(shares[1].shared_first == 0);
    CHECK(shares[2].shared_first == 0);
    CHECK_FALSE(shares[3].shared_first.has_value());
}

TEST_CASE("classes of random passages are those of asking word by word, and sum to the words") {
    Random random(1);
    for (int round = 0; round < 300; ++round) {
        const Tokenized corpus(four_articles());
        auto is_boilerplate = corpus.no_boilerplate();
        for (auto& paragraphs : is_boilerplate) paragraphs[below(random, 2)] = below(random, 4) == 0;
        std::vector<DocumentCredits> credits(4);
        credits[below(random, 4)].agency = below(random, 2) == 0 ? 3 : -1;
        std::vector<Passage> passages;
        for (std::size_t i = below(random, 8); i-- > 0;) {
            const auto a = static_cast<std::uint32_t>(below(random, 4));
            const auto b = static_cast<std::uint32_t>(a + below(random, 4 - a));
            const auto span = [&] {
                const auto begin = static_cast<std::uint32_t>(below(random, 10));
                return WordSpan{begin, static_cast<std::uint32_t>(begin + 1 + below(random, 10 - begin))};
            };
            const auto context = static_cast<Context>(below(random, 3));
            const WordSpan in_a = span();
            passages.push_back(passage(a, in_a, b, span(), context));
        }
        const auto shares =
            find_shares(corpus.corpus(), corpus.flat(), is_boilerplate, passages, credits, {.n_jobs = 2});
        for (std::uint32_t d = 0; d < 4; ++d) {
            std::array<std::uint32_t, kWordClasses> expected{};
            for (std::uint32_t word = 0; word < 10; ++word) {
                ++expected[static_cast<std::size_t>(class_of(corpus, is_boilerplate, passages, credits, d, word))];
            }
            REQUIRE(shares[d].of_class == expected);
            REQUIRE(std::accumulate(expected.begin(), expected.end(), 0U) == shares[d].words);
        }
    }
}
