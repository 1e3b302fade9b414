#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/text/fold.hpp"
#include "wirecopy/tokens/tokenize.hpp"

#include "reference/tokens/tokenize.hpp"
#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::tokens::ByteSpan;
using wirecopy::tokens::ParagraphRules;
using wirecopy::tokens::SentenceRules;
using wirecopy::tokens::token_key;
using wirecopy::tokens::token_table;
using wirecopy::tokens::tokenize;
using wirecopy::tokens::TokenKind;
using wirecopy::tokens::TokenTable;
using wirecopy::tokens::TokenView;

namespace {

bool same(const TokenTable& a, const TokenTable& b) {
    return a.begin == b.begin && a.end == b.end && a.kind == b.kind && a.key == b.key &&
           a.document_begin == b.document_begin && a.sentence_begin == b.sentence_begin &&
           a.paragraph_begin == b.paragraph_begin;
}

template <typename T>
std::vector<T> values(const wirecopy::tokens::Column<T>& column) {
    return {column.begin(), column.end()};
}

TokenTable table_of(const std::string& text) {
    const std::array<std::int64_t, 2> offsets = {0, static_cast<std::int64_t>(text.size())};
    return tokenize({text, offsets});
}

/// The tokens that start a paragraph or a sentence, by their text.
std::string texts_at(const std::string& text, const TokenTable& table, std::span<const std::uint64_t> begins) {
    std::string result;
    for (const std::uint64_t token : begins) {
        result += text.substr(table.begin[token], table.end[token] - table.begin[token]) + "|";
    }
    return result;
}

}  // namespace

TEST_CASE("tokens, lines and UAX #29 sentences of random texts are those of the slow twin") {
    Random random(1);
    for (int round = 0; round < 300; ++round) {
        std::vector<std::string> texts;
        for (std::size_t i = 1 + below(random, 4); i-- > 0;) {
            texts.push_back(wirecopy::testing::random_unicode(random, below(random, 80)));
        }
        const auto corpus = wirecopy::testing::corpus_of(wirecopy::testing::articles_of(texts));
        const TokenTable table = tokenize(corpus.batches()[0], {ParagraphRules::lines, SentenceRules::unicode});
        for (std::size_t row = 0; row < texts.size(); ++row) {
            CAPTURE(texts[row]);
            const TokenView view(table, row);
            REQUIRE(wirecopy::reference::tokens_of(view) == wirecopy::reference::tokenize(texts[row]));
            for (std::size_t token = 0; token < view.size(); ++token) {
                const ByteSpan span = view.span(token);
                REQUIRE(view.key(token) == token_key(texts[row].substr(span.begin, span.end - span.begin)));
            }
        }
    }
}

TEST_CASE("tables are the same for any number of threads, and batch by batch") {
    Random random(2);
    std::vector<std::string> texts;
    for (int i = 0; i < 300; ++i) texts.push_back(wirecopy::testing::random_unicode(random, below(random, 40)));
    const auto corpus = wirecopy::testing::corpus_of(wirecopy::testing::articles_of(texts), 130);
    const auto alone = tokenize(corpus, {.n_jobs = 1});
    REQUIRE(alone.size() == 3);
    CHECK(alone[0].documents() == 130);
    CHECK(alone[2].documents() == 40);
    for (std::size_t batch = 0; batch < alone.size(); ++batch) {
        CHECK(same(alone[batch], tokenize(corpus.batches()[batch])));
    }
    for (const int n_jobs : {2, 7}) {
        const auto together = tokenize(corpus, {.n_jobs = n_jobs});
        for (std::size_t batch = 0; batch < alone.size(); ++batch) CHECK(same(alone[batch], together[batch]));
    }
}

TEST_CASE("a batch of no documents has an empty table") {
    const auto corpus = wirecopy::testing::corpus_of({});
    const auto tables = tokenize(corpus, {.n_jobs = 2});
    REQUIRE(tables.size() == 1);
    CHECK(tables[0].size() == 0);
    CHECK(tables[0].documents() == 0);
}

TEST_CASE("each kind of line end ends a paragraph, and an empty line is none") {
    for (const char* end : {"\n", "\r", "\r\n", "\v", "\f", "\u0085", "\u2028", "\u2029"}) {
        CAPTURE(end);
        const std::string text = std::string("One. Two") + end + end + " \t" + end + "three" + end;
        const TokenTable table = table_of(text);
        CHECK(texts_at(text, table, table.paragraph_begin) == "One|three|");
        CHECK(texts_at(text, table, table.sentence_begin) == "One|Two|three|");
    }
    CHECK(table_of("a b\tc").paragraph_begin.size() == 1);
}

TEST_CASE("a sentence does not go on over the end of a paragraph") {
    const std::string text = "A headline without a stop\nand its text. Then more";
    const TokenTable table = table_of(text);
    CHECK(texts_at(text, table, table.sentence_begin) == "A|and|Then|");
}

TEST_CASE("white space and what nobody sees are no tokens") {
    CHECK(table_of(" \t\r\n\u00A0\u3000\u200B\uFEFF\u0001").size() == 0);
    CHECK(table_of("").size() == 0);
    CHECK(table_of("😀").size() == 1);
    CHECK(table_of("\u200B\u0301").size() == 1);   // a mark on what nobody sees is seen
    CHECK(table_of("\u1160.").size() == 1);        // a letter that nobody sees, and a mark that does not join it
    CHECK(table_of("\u1160.\u1160").size() == 1);  // but here it does
}

TEST_CASE("keys are equal when the folded forms are, and only then") {
    CHECK(token_key("Straße") == token_key("STRASSE"));
    CHECK(token_key("it’s") == token_key("IT'S"));
    CHECK(token_key("–") == token_key("-"));
    CHECK(token_key("its") != token_key("it's"));
    Random random(3);
    for (int round = 0; round < 2000; ++round) {
        const std::string a = wirecopy::testing::random_unicode(random, 1 + below(random, 2));
        const std::string b = wirecopy::testing::random_unicode(random, 1 + below(random, 2));
        REQUIRE((token_key(a) == token_key(b)) == (wirecopy::text::fold(a) == wirecopy::text::fold(b)));
    }
}

TEST_CASE("keys are what they were when version 2 of them was fixed") {
    REQUIRE(wirecopy::tokens::kKeyVersion == 2);
    CHECK(token_key("") == 16632441577453694612U);
    CHECK(token_key("wire") == 2608164780620692115U);
    CHECK(token_key("Copy’s") == 6175025913828429433U);
    CHECK(token_key("Internationalisierungen") == 17642117567980946697U);
}

TEST_CASE("tokens that somebody else found get kind, key, sentences and paragraphs") {
    const std::vector<std::string> texts = {"New York, 7pm.\n42 + done", "", "*** So. ***"};
    const auto corpus = wirecopy::testing::corpus_of(wirecopy::testing::articles_of(texts));
    const std::vector<ByteSpan> spans = {{0, 8},   {8, 9}, {10, 13}, {15, 17}, {18, 19},
                                         {20, 24}, {0, 3}, {4, 6},   {8, 11}};
    const std::vector<std::uint64_t> document_begin = {0, 6, 6, 9};
    const TokenTable table = token_table(corpus.batches()[0], document_begin, spans);
    using enum TokenKind;
    CHECK(values(table.kind) ==
          std::vector<TokenKind>{word, punctuation, word, number, symbol, word, punctuation, word, punctuation});
    CHECK(values(table.document_begin) == document_begin);
    CHECK(values(table.paragraph_begin) == std::vector<std::uint64_t>{0, 3, 6});
    CHECK(values(table.sentence_begin) == std::vector<std::uint64_t>{0, 3, 6});  // marks alone are no sentence
    CHECK(table.key[0] == token_key("new york"));
    CHECK(table.begin[2] == 10);
    CHECK(table.end[2] == 13);
}

TEST_CASE("a table made of tokenize's own spans is tokenize's table") {
    Random random(4);
    for (int round = 0; round < 100; ++round) {
        const std::string text = wirecopy::testing::random_unicode(random, below(random, 80));
        const std::array<std::int64_t, 2> offsets = {0, static_cast<std::int64_t>(text.size())};
        const TokenTable own = tokenize({text, offsets});
        std::vector<ByteSpan> spans;
        for (std::size_t token = 0; token < own.size(); ++token) spans.push_back({own.begin[token], own.end[token]});
        const TokenTable made = token_table({text, offsets}, own.document_begin, spans);
        CAPTURE(text);
        REQUIRE(same(made, own));
    }
}

TEST_CASE("a word in which a sentence begins is two words and the mark between them") {
    const std::string text = "They are in danger.It is late.";
    const TokenTable table = table_of(text);
    CHECK(texts_at(text, table, table.sentence_begin) == "They|It|");
    CHECK(table.size() == 9);
    CHECK(table.key[3] == token_key("danger"));
    const std::array<std::int64_t, 2> offsets = {0, static_cast<std::int64_t>(text.size())};
    CHECK(tokenize({text, offsets}, {ParagraphRules::lines, SentenceRules::unicode}).size() == 7);
    // Somebody else's token stays whole, and a sentence that begins inside it is left out.
    const std::vector<std::uint64_t> document_begin = {0, 3};
    const std::vector<ByteSpan> spans = {{0, 4}, {12, 21}, {22, 24}};
    CHECK(values(token_table({text, offsets}, document_begin, spans).sentence_begin) == std::vector<std::uint64_t>{0});
}

TEST_CASE("tokens and paragraphs are the same when sentences are not asked for") {
    Random random(7);
    const std::vector<std::string> pieces = {"danger.It", "danger.It", "danger", ".",   "It",     "U.S",    ". ", "\n",
                                             " ",         "3",         ",",      "the", "\u2024", "\uFE52", "“",  "”",
                                             "\u0589",    "A",         "e",      "!",   "é",      "\uFF0E"};
    wirecopy::tokens::Tokenizer whole;
    wirecopy::tokens::Tokenizer quick;
    std::size_t cut = 0;
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (std::size_t i = below(random, 60); i-- > 0;) {
            text += below(random, 20) == 0 ? wirecopy::testing::random_unicode(random, 3)
                                           : pieces[below(random, pieces.size())];
        }
        const TokenView all = whole.read(text);
        const TokenView some = quick.read_paragraphs(text);
        REQUIRE(some.size() == all.size());
        for (std::size_t token = 0; token < all.size(); ++token) {
            REQUIRE(some.span(token) == all.span(token));
            REQUIRE(some.key(token) == all.key(token));
            REQUIRE(some.kind(token) == all.kind(token));
        }
        REQUIRE(std::ranges::equal(some.paragraph_begin(), all.paragraph_begin()));
        cut += text.find("danger.It") != std::string::npos ? 1 : 0;
    }
    CHECK(cut > 100);
}

TEST_CASE("wrapped lines are one paragraph, in which sentences go on from line to line") {
    const std::string text =
        "The notice that hangs in the hall was signed by Mr.\n"
        "Moor and says that the doors will be closed at 9 in\n"
        "the evening, for as long as the guards are few. Who\n"
        "comes later has to go round by the harbour gate and\n"
        "ring the bell.\n";
    const TokenTable table = table_of(text);
    CHECK(texts_at(text, table, table.paragraph_begin) == "The|");
    CHECK(texts_at(text, table, table.sentence_begin) == "The|Who|");
}

TEST_CASE("by the rules of Unicode alone tokens are the segments of UAX #29 that are seen") {
    Random random(6);
    for (int round = 0; round < 300; ++round) {
        const std::string text = wirecopy::testing::random_unicode(random, below(random, 60));
        const std::array<std::int64_t, 2> offsets = {0, static_cast<std::int64_t>(text.size())};
        const TokenTable table = tokenize({text, offsets}, wirecopy::tokens::kUnicodeRules);
        wirecopy::tokens::WordColumns words;
        wirecopy::tokens::find_words(text, wirecopy::tokens::WordRules::unicode, words);
        CAPTURE(text);
        REQUIRE(values(table.begin) == values(words.begin));
        REQUIRE(values(table.end) == values(words.end));
        for (const TokenKind kind : table.kind) REQUIRE(kind <= TokenKind::symbol);
    }
}

TEST_CASE("a run of one mark is one token, but brackets and pictures are not") {
    const auto tokens_of = [](const std::string& text) {
        const TokenTable table = table_of(text);
        std::string result;
        for (std::size_t i = 0; i < table.size(); ++i) {
            result += text.substr(table.begin[i], table.end[i] - table.begin[i]) + "|";
        }
        return result;
    };
    CHECK(tokens_of("So ... -- no!!") == "So|...|--|no|!!|");
    CHECK(tokens_of("====.--..``x''") == "====|.|--|..|``|x|''|");
    CHECK(tokens_of("((a))") == "(|(|a|)|)|");
    CHECK(tokens_of("★★ . . !?") == "★|★|.|.|!|?|");
    CHECK(tokens_of("……——") == "……|——|");
    CHECK(table_of("...").key[0] == token_key("…"));
    CHECK(table_of("...").kind[0] == TokenKind::punctuation);
    CHECK(table_of("$$$").kind[0] == TokenKind::symbol);
}

TEST_CASE("in Korean an apostrophe is a quotation mark and a run of Han a word") {
    const auto words_of = [](const std::string& text) {
        const TokenTable table = table_of(text);
        std::string result;
        for (std::size_t i = 0; i < table.size(); ++i) {
            result += text.substr(table.begin[i], table.end[i] - table.begin[i]) + "|";
        }
        return result;
    };
    CHECK(words_of("'가나'라는 OZ’로 a'b") == "'|가나|'|라는|OZ|’|로|a'b|");
    CHECK(words_of("다라마바사(土旨面)") == "다라마바사|(|土旨面|)|");
    CHECK(words_of("다(土旨面)") != "다|(|土旨面|)|");  // more Han than Hangul: not a Korean text
    CHECK(words_of("Q々'가나다") == "Q|々|'|가나다|");  // Unicode's rules see one word up to the apostrophe
}

TEST_CASE("a long document has the same table when it is read in parts, by one thread or several") {
    Random random(7);
    const std::array<std::string, 5> seams = {" a", "\n", "。漢", " ", "\r\n\n7"};
    std::vector<std::string> texts(3);
    for (std::size_t i = 0; i < 2; ++i) {
        while (texts[i].size() < 1'500'000) {
            texts[i] += wirecopy::testing::random_unicode(random, below(random, 40)) + seams[below(random, 5)];
        }
    }
    texts[0] += "가나다라";
    while (texts[2].size() < 1'500'000) texts[2] += "x.Y ";  // a sentence begins in every word, none at a safe place
    const auto corpus = wirecopy::testing::corpus_of(wirecopy::testing::articles_of(texts));
    for (const auto& rules : {wirecopy::tokens::SegmentRules{}, wirecopy::tokens::kUnicodeRules}) {
        const TokenTable alone = tokenize(corpus.batches()[0], rules);  // whole texts
        for (const int n_jobs : {1, 2, 5}) CHECK(same(alone, tokenize(corpus, {.n_jobs = n_jobs}, rules)[0]));
        for (std::size_t row = 0; row < texts.size(); ++row) {
            const TokenView view(alone, row);
            REQUIRE(view.size() > 1000);
            CHECK(view.span(view.size() - 1).end <= texts[row].size());
        }
    }
}

TEST_CASE("runs of scripts without spaces have the words that ICU finds in UTF-16") {
    for (const std::string text :
         {"မာရ", "ကမ္ဘာ့ဝဘ်ဆိုဒ်များ", "ភាសាខ្មែរ", "ພາສາລາວ", "ภาษาไทยและ", "東京タワーへ行く", "𠮷野家で"}) {
        CAPTURE(text);
        const TokenTable table = table_of(text);
        CHECK(wirecopy::reference::tokens_of({table, 0}) == wirecopy::reference::tokenize(text));
    }
}
