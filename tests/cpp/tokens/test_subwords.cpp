#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/tokens/subwords.hpp"

#include "reference/tokens/subwords.hpp"
#include "support/articles.hpp"
#include "support/random_text.hpp"
#include "support/shared_data.hpp"
#include "support/unigram_model.hpp"

using wirecopy::testing::articles_of;
using wirecopy::testing::below;
using wirecopy::testing::corpus_of;
using wirecopy::testing::Piece;
using wirecopy::testing::Random;
using wirecopy::testing::unigram_model;
using wirecopy::tokens::ByteSpan;
using wirecopy::tokens::Subwords;
using wirecopy::tokens::SubwordTable;

namespace {

const std::vector<Piece> kPieces = {{"▁", -3},  {"a", -2},       {"b", -2.5F}, {"ab", -3},
                                    {"▁a", -4}, {"aba", -4.25F}, {"é", -1}};

bool same(const SubwordTable& a, const SubwordTable& b) {
    return a.id == b.id && a.span == b.span && a.document_begin == b.document_begin;
}

}  // namespace

TEST_CASE("pieces are those of the model, after its special ones") {
    const Subwords subwords(unigram_model(kPieces));
    CHECK(subwords.size() == 10);
    CHECK(subwords.piece(0) == "<unk>");
    CHECK(subwords.piece(3) == "▁");
    CHECK(subwords.piece(9) == "é");
}

TEST_CASE("a piece that does not exist is an error that tells how many there are") {
    const Subwords subwords(unigram_model(kPieces));
    CHECK_THROWS_WITH_AS(subwords.piece(10), "no piece 10; the model has 10", std::out_of_range);
    CHECK_THROWS_WITH_AS(subwords.piece(-1), "no piece -1; the model has 10", std::out_of_range);
}

TEST_CASE("texts are cut into pieces with ids and spans in bytes of the text") {
    const Subwords subwords(unigram_model(kPieces));
    const auto corpus = corpus_of({{"x", "ab a"}, {"y", ""}, {"z", "é€b"}}, 2);
    const SubwordTable table = subwords.encode(corpus, {.n_jobs = 1});
    CHECK(table.document_begin == std::vector<std::uint64_t>{0, 2, 2, 5});
    CHECK(table.id == std::vector<std::int32_t>{6, 7, 9, 0, 5});
    CHECK(table.span == std::vector<ByteSpan>{{0, 2}, {2, 4}, {0, 2}, {2, 5}, {5, 6}});
}

TEST_CASE("no other way to cut a random text scores higher, and its pieces lie end to end") {
    const Subwords subwords(unigram_model(kPieces));
    Random random(1);
    std::vector<std::string> texts;
    for (int i = 0; i < 300; ++i) {
        std::string text;
        for (std::size_t length = 1 + below(random, 12); length-- > 0;) text += kPieces[1 + below(random, 2)].surface;
        texts.push_back(text);
    }
    const SubwordTable table = subwords.encode(corpus_of(articles_of(texts)), {.n_jobs = 2});
    for (std::size_t document = 0; document < texts.size(); ++document) {
        double score = 0;
        std::uint32_t at = 0;
        for (std::uint64_t i = table.document_begin[document]; i < table.document_begin[document + 1]; ++i) {
            const std::string surface = texts[document].substr(at, table.span[i].end - at);
            REQUIRE(table.span[i].begin == at);
            REQUIRE(subwords.piece(table.id[i]) == surface);
            score += static_cast<double>(kPieces.at(static_cast<std::size_t>(table.id[i]) - 3).score);
            at = table.span[i].end;
        }
        REQUIRE(at == texts[document].size());
        REQUIRE(score == doctest::Approx(wirecopy::reference::best_score(kPieces, texts[document])));
    }
}

TEST_CASE("pieces are the same for any number of threads") {
    const Subwords subwords(unigram_model(kPieces));
    Random random(2);
    std::vector<std::string> texts;
    for (int i = 0; i < 200; ++i) texts.push_back(wirecopy::testing::random_unicode(random, below(random, 50)));
    const auto corpus = corpus_of(articles_of(texts), 60);
    const SubwordTable alone = subwords.encode(corpus, {.n_jobs = 1});
    CHECK(alone.document_begin.size() == 201);
    CHECK(same(subwords.encode(corpus, {.n_jobs = 2}), alone));
    CHECK(same(subwords.encode(corpus, {.n_jobs = 7}), alone));
}

TEST_CASE("bytes that are no model are an error, not a crash") {
    const std::string whole = unigram_model(kPieces);
    for (const std::string& bytes :
         {std::string(), std::string("no model"), std::string(100, '\xFF'), whole.substr(0, 40)}) {
        CHECK_THROWS_AS(Subwords{bytes}, std::invalid_argument);
    }
}

TEST_CASE("a moved model works where it went") {
    Subwords first(unigram_model(kPieces));
    Subwords second(std::move(first));
    CHECK(second.size() == 10);
    first = std::move(second);
    CHECK(first.piece(9) == "é");
}

TEST_CASE("a trained model gives spans that cover all of a text but white space") {
    const auto model = wirecopy::testing::shared_data("text/test_model.model");
    const auto text = wirecopy::testing::shared_data("text/botchan.txt");
    if (!model || !text) return;
    const Subwords subwords(*model);
    CHECK(subwords.size() == 1000);
    const SubwordTable table = subwords.encode(corpus_of({{"book", *text}}), {.n_jobs = 1});
    std::size_t covered_to = 0;
    for (const ByteSpan span : table.span) {
        REQUIRE(span.begin >= covered_to);
        REQUIRE(text->substr(covered_to, span.begin - covered_to).find_first_not_of(" \r\n\t") == std::string::npos);
        covered_to = span.end;
    }
    CHECK(table.id.size() > 50000);
}
