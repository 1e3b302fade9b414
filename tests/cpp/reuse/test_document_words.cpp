#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/document_words.hpp"
#include "wirecopy/tokens/tokenize.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::content_hash;
using wirecopy::reuse::DocumentWords;
using wirecopy::reuse::WordSpan;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::Tokenized;
using wirecopy::tokens::ByteSpan;
using wirecopy::tokens::TokenView;

TEST_CASE("words are the tokens with a letter or digit, with key and place") {
    const Tokenized corpus = Tokenized::of({"Café, 12 – $ no"});
    const DocumentWords& words = corpus.words()[0];
    REQUIRE(words.size() == 3);
    CHECK(words.key[0] == wirecopy::tokens::token_key("café"));
    CHECK(words.key[1] == wirecopy::tokens::token_key("12"));
    CHECK(words.span == std::vector<ByteSpan>{{0, 5}, {7, 9}, {16, 18}});
    CHECK(words.bytes({0, 2}) == ByteSpan{0, 9});
    CHECK(words.keys({1, 3}).size() == 2);
    CHECK(words.keys({1, 3})[0] == words.key[1]);
}

TEST_CASE("a paragraph runs from its first mark to its last, and one without a word is none") {
    const Tokenized corpus = Tokenized::of({"“One two.”\n***\n(three)"});
    const DocumentWords& words = corpus.words()[0];
    REQUIRE(words.paragraph.size() == 2);
    CHECK(words.paragraph[0].begin == 0);
    CHECK(words.paragraph[0].end == 2);
    CHECK(words.paragraph[1].begin == 2);
    CHECK(words.paragraph[1].end == 3);
    CHECK(words.paragraph_span == std::vector<ByteSpan>{{0, 14}, {19, 26}});
}

TEST_CASE("quotations are numbered through the document, each paragraph's after the last one's") {
    const Tokenized corpus = Tokenized::of({"He said “one” and “two”.\nNothing.\n“Three” she said."});
    CHECK(corpus.words()[0].quotation == std::vector<std::uint32_t>{0, 0, 1, 0, 2, 0, 3, 0, 0});
}

TEST_CASE("words of random texts are the table's, paragraphs together hold all of them and none is empty") {
    Random random(1);
    for (int round = 0; round < 200; ++round) {
        const Tokenized corpus =
            Tokenized::of({"first", wirecopy::testing::random_unicode(random, below(random, 150))});
        const DocumentWords& words = corpus.words()[1];
        const TokenView view = corpus.tokens()[1];
        std::size_t word = 0;
        for (std::size_t token = 0; token < view.size(); ++token) {
            if (!view.is_word(token)) continue;
            REQUIRE(words.key.at(word) == view.key(token));
            REQUIRE(words.span.at(word) == view.span(token));
            ++word;
        }
        REQUIRE(words.size() == word);
        REQUIRE(words.quotation.size() == word);
        std::uint32_t next = 0;
        for (std::size_t p = 0; p < words.paragraph.size(); ++p) {
            REQUIRE(words.paragraph[p].begin == next);
            REQUIRE(words.paragraph[p].size() > 0);
            next = words.paragraph[p].end;
            REQUIRE(words.paragraph_span[p].begin <= words.bytes(words.paragraph[p]).begin);
            REQUIRE(words.paragraph_span[p].end >= words.bytes(words.paragraph[p]).end);
        }
        REQUIRE(next == word);
    }
}

TEST_CASE("the hash of words is that of their folded forms in order, wherever they stand") {
    const Tokenized corpus = Tokenized::of({"One two three", "zero: “ONE, Two” Three", "two one three"});
    const auto hash = [&](std::size_t d, WordSpan span) { return content_hash(corpus.words()[d].keys(span)); };
    CHECK(hash(0, {0, 3}) == hash(1, {1, 4}));
    CHECK(hash(0, {0, 3}) != hash(2, {0, 3}));
    CHECK(hash(0, {0, 2}) != hash(0, {0, 3}));
}
