#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/variants.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::content_hash;
using wirecopy::reuse::Variants;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::Tokenized;

namespace {

std::vector<std::uint32_t> copies(const Variants& variants, std::size_t variant) {
    const auto all = variants.copies(variant);
    return {all.begin(), all.end()};
}

}  // namespace

TEST_CASE("paragraphs of the same folded words are one variant, with all their places in order") {
    const Tokenized corpus =
        Tokenized::of({"One two three.\nfour five six\none, two, THREE", "“One” two – three!\nSeven eight nine"});
    const Variants variants(corpus.flat(), 3);
    REQUIRE(variants.paragraphs() == 5);
    REQUIRE(variants.size() == 3);
    CHECK(copies(variants, 0) == std::vector<std::uint32_t>{0, 2, 3});
    CHECK(copies(variants, 1) == std::vector<std::uint32_t>{1});
    CHECK(copies(variants, 2) == std::vector<std::uint32_t>{4});
    for (std::uint32_t p = 0; p < 5; ++p) CHECK(variants.variant_of(p) == std::array{0U, 1U, 0U, 0U, 2U}.at(p));
    CHECK(variants.first_copy(2).document == 1);
    CHECK(variants.first_copy(2).number == 1);
    CHECK(variants.id(0) == content_hash(corpus.words()[0].keys({0, 3})));
}

TEST_CASE("shorter paragraphs than min_words are left out, those of just as many are not") {
    const Tokenized corpus = Tokenized::of({"one\ntwo three\nfour five six"});
    CHECK(Variants(corpus.flat(), 1).paragraphs() == 3);
    const Variants variants(corpus.flat(), 2);
    REQUIRE(variants.paragraphs() == 2);
    CHECK(variants.paragraph(0).number == 1);
    CHECK(variants.paragraph(1).words.begin == 3);
    CHECK(Variants(corpus.flat(), 4).size() == 0);
    CHECK(Variants(Tokenized::of(std::vector<std::string>{}).flat(), 1).size() == 0);
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
        const Variants variants(corpus.flat(), 1);
        std::map<std::vector<wirecopy::tokens::TokenKey>, std::uint32_t> known;
        REQUIRE(variants.paragraphs() == 50);
        for (std::uint32_t p = 0; p < 50; ++p) {
            const auto keys = corpus.words()[variants.paragraph(p).document].keys(variants.paragraph(p).words);
            const auto next = static_cast<std::uint32_t>(known.size());
            const auto [entry, is_new] = known.try_emplace({keys.begin(), keys.end()}, next);
            REQUIRE(variants.variant_of(p) == entry->second);
        }
        REQUIRE(variants.size() == known.size());
    }
}

TEST_CASE(
    "variants have the words of their first copies, and paragraphs come with their documents, some of them empty") {
    const std::vector<std::string> texts{"", "a b c\nd e\n", "...", "", "f g h\na b c", "i j", "", ""};
    const Tokenized corpus = Tokenized::of(texts);
    const Variants variants(corpus.flat(), 2);
    std::vector<std::uint32_t> documents;
    variants.for_each([&](std::size_t paragraph, std::uint32_t document) {
        REQUIRE(paragraph == documents.size());
        CHECK(variants.paragraph(paragraph, document).number == variants.paragraph(paragraph).number);
        documents.push_back(document);
    });
    CHECK(documents == std::vector<std::uint32_t>{1, 1, 4, 4, 5});
    REQUIRE(variants.size() == 4);
    for (std::size_t variant = 0; variant < variants.size(); ++variant) {
        const auto [document, number, inside] = variants.first_copy(variant);
        const auto keys = corpus.words()[document].keys(inside);
        std::vector<wirecopy::reuse::Word> expected(keys.size());
        std::transform(keys.begin(), keys.end(), expected.begin(), wirecopy::reuse::word_of);
        const auto words = variants.words_of(variant);
        CHECK(std::vector(words.begin(), words.end()) == expected);
    }
}
