#include <map>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/variants.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::collapse;
using wirecopy::reuse::content_hash;
using wirecopy::reuse::Variants;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::Tokenized;

TEST_CASE("paragraphs of the same folded words are one variant, with all their places in order") {
    const Tokenized corpus =
        Tokenized::of({"One two three.\nfour five six\none, two, THREE", "“One” two – three!\nSeven eight nine"});
    const Variants variants = collapse(corpus.words(), 3);
    REQUIRE(variants.paragraphs.size() == 5);
    REQUIRE(variants.variants.size() == 3);
    CHECK(variants.variants[0].copies == std::vector<std::uint32_t>{0, 2, 3});
    CHECK(variants.variants[1].copies == std::vector<std::uint32_t>{1});
    CHECK(variants.variants[2].copies == std::vector<std::uint32_t>{4});
    CHECK(variants.variant_of == std::vector<std::uint32_t>{0, 1, 0, 0, 2});
    CHECK(variants.first_copy(2).document == 1);
    CHECK(variants.first_copy(2).number == 1);
    CHECK(variants.variants[0].id == content_hash(corpus.words()[0].keys({0, 3})));
}

TEST_CASE("shorter paragraphs than min_words are left out, those of just as many are not") {
    const Tokenized corpus = Tokenized::of({"one\ntwo three\nfour five six"});
    CHECK(collapse(corpus.words(), 1).paragraphs.size() == 3);
    const Variants variants = collapse(corpus.words(), 2);
    REQUIRE(variants.paragraphs.size() == 2);
    CHECK(variants.paragraphs[0].number == 1);
    CHECK(variants.paragraphs[1].words.begin == 3);
    CHECK(collapse(corpus.words(), 4).variants.empty());
    CHECK(collapse({}, 1).variants.empty());
}

TEST_CASE("two paragraphs of random texts share a variant when their words are equal, and only then") {
    Random random(1);
    for (int round = 0; round < 50; ++round) {
        std::vector<std::string> texts;
        for (int i = 0; i < 10; ++i) {
            std::string text;
            for (int line = 0; line < 5; ++line) {
                text += wirecopy::testing::random_words(random, 1 + below(random, 3), 3) + "\n";
            }
            texts.push_back(text);
        }
        const Tokenized corpus = Tokenized::of(texts);
        const Variants variants = collapse(corpus.words(), 1);
        std::map<std::vector<wirecopy::tokens::TokenKey>, std::uint32_t> known;
        REQUIRE(variants.paragraphs.size() == 50);
        for (std::uint32_t p = 0; p < 50; ++p) {
            const auto keys = corpus.words()[variants.paragraphs[p].document].keys(variants.paragraphs[p].words);
            const auto next = static_cast<std::uint32_t>(known.size());
            const auto [entry, is_new] = known.try_emplace({keys.begin(), keys.end()}, next);
            REQUIRE(variants.variant_of[p] == entry->second);
        }
        REQUIRE(variants.variants.size() == known.size());
    }
}
