#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/tokens/token_table.hpp"
#include "wirecopy/tokens/tokenize.hpp"

#include "support/articles.hpp"

using wirecopy::testing::Article;
using wirecopy::testing::corpus_of;
using wirecopy::tokens::ByteSpan;
using wirecopy::tokens::TokenKind;
using wirecopy::tokens::Tokens;
using wirecopy::tokens::TokenTable;
using wirecopy::tokens::TokenView;

namespace {

std::vector<const TokenTable*> views(const std::vector<TokenTable>& tables) {
    std::vector<const TokenTable*> result;
    for (const TokenTable& table : tables) result.push_back(&table);
    return result;
}

/// The tokens of a document, one space between two.
std::string joined(const TokenView& view, std::string_view text) {
    std::string result;
    for (std::size_t token = 0; token < view.size(); ++token) {
        const ByteSpan span = view.span(token);
        result += (token == 0 ? "" : " ") + std::string(text.substr(span.begin, span.end - span.begin));
    }
    return result;
}

}  // namespace

TEST_CASE("each document is seen through its own window, in the corpus's order and in order of ids") {
    const auto corpus = corpus_of({{"c", "One two.\nThree!"}, {"a", ""}, {"b", "Four. Five."}, {"d", "\n\nSix"}}, 2);
    const auto tables = wirecopy::tokens::tokenize(corpus, {.n_jobs = 1});
    const Tokens tokens(corpus, views(tables));
    REQUIRE(tokens.size() == 4);
    CHECK(joined(tokens[0], corpus.text(0)) == "One two . Three !");
    CHECK(tokens[1].size() == 0);
    CHECK(joined(tokens[2], corpus.text(2)) == "Four . Five .");
    CHECK(joined(tokens[3], corpus.text(3)) == "Six");

    const auto sorted = corpus.by_id();
    const Tokens by_id(sorted, views(tables));
    CHECK(joined(by_id[1], sorted.text(1)) == "Four . Five .");
    CHECK(joined(by_id[2], sorted.text(2)) == "One two . Three !");
    CHECK(&by_id.corpus() == &sorted);
}

TEST_CASE("sentences and paragraphs of a window are those of its document alone") {
    const auto corpus = corpus_of({{"a", "One two.\nThree! Four."}, {"b", ""}, {"c", "Five."}, {"d", "Six. Seven."}});
    const auto tables = wirecopy::tokens::tokenize(corpus, {.n_jobs = 1});
    const Tokens tokens(corpus, views(tables));
    const auto begins = [](const TokenView& view, auto column) {
        std::vector<std::uint64_t> result;
        for (const std::uint64_t begin : column) result.push_back(begin - view.offset());
        return result;
    };
    using Begins = std::vector<std::uint64_t>;
    CHECK(begins(tokens[0], tokens[0].paragraph_begin()) == Begins{0, 3});
    CHECK(begins(tokens[0], tokens[0].sentence_begin()) == Begins{0, 3, 5});
    CHECK(tokens[1].paragraph_begin().empty());
    CHECK(tokens[1].sentence_begin().empty());
    CHECK(begins(tokens[2], tokens[2].sentence_begin()) == Begins{0});
    CHECK(begins(tokens[3], tokens[3].paragraph_begin()) == Begins{0});
    CHECK(begins(tokens[3], tokens[3].sentence_begin()) == Begins{0, 2});
}

TEST_CASE("words and numbers are words, punctuation and symbols are not") {
    const auto corpus = corpus_of({{"a", "word 12 , $"}});
    const auto tables = wirecopy::tokens::tokenize(corpus, {.n_jobs = 1});
    const TokenView view(tables[0], 0);
    REQUIRE(view.size() == 4);
    CHECK(view.kind(0) == TokenKind::word);
    CHECK(view.kind(1) == TokenKind::number);
    CHECK(view.kind(2) == TokenKind::punctuation);
    CHECK(view.kind(3) == TokenKind::symbol);
    CHECK(view.is_word(0));
    CHECK(view.is_word(1));
    CHECK_FALSE(view.is_word(2));
    CHECK_FALSE(view.is_word(3));
    CHECK(view.key(0) == wirecopy::tokens::token_key("word"));
}

TEST_CASE("tables that do not fit the batches are an error that tells both numbers") {
    const auto corpus = corpus_of({{"a", "x"}, {"b", "y"}, {"c", "z"}}, 2);
    const auto tables = wirecopy::tokens::tokenize(corpus, {.n_jobs = 1});
    CHECK_THROWS_WITH_AS(Tokens(corpus, {&tables[0]}), "1 token tables for 2 batches", std::invalid_argument);
    CHECK_THROWS_WITH_AS(Tokens(corpus, {&tables[1], &tables[0]}), "token table 0 is of 1 documents, its batch of 2",
                         std::invalid_argument);
    CHECK_NOTHROW(Tokens(corpus, {&tables[0], &tables[1]}));
}
