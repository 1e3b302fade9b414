#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/tokens/subwords.hpp"

#include "reference/tokens/subwords.hpp"
#include "support/articles.hpp"
#include "support/random_text.hpp"
#include "support/shared_data.hpp"
#include "support/subword_models.hpp"

using wirecopy::reference::PieceSpan;
using wirecopy::testing::articles_of;
using wirecopy::testing::below;
using wirecopy::testing::bytes_of;
using wirecopy::testing::corpus_of;
using wirecopy::testing::Piece;
using wirecopy::testing::Random;
using wirecopy::testing::random_model;
using wirecopy::testing::random_model_text;
using wirecopy::testing::unigram_model;
using wirecopy::tokens::Subwords;
using wirecopy::tokens::SubwordTable;

namespace {

const std::vector<Piece> kPieces = {{"▁", -3},  {"a", -2},       {"b", -2.5F}, {"ab", -3},
                                    {"▁a", -4}, {"aba", -4.25F}, {"é", -1}};

using Pieces = std::vector<std::vector<PieceSpan>>;

/// Of each text.
Pieces pieces_of(const Subwords& subwords, const std::vector<std::string>& texts, int n_jobs = 1) {
    Pieces result;
    for (const SubwordTable& table : subwords.encode(corpus_of(articles_of(texts), 60), {.n_jobs = n_jobs})) {
        for (std::size_t document = 0; document + 1 < table.document_begin.size(); ++document) {
            auto& pieces = result.emplace_back();
            for (auto i = table.document_begin[document]; i < table.document_begin[document + 1]; ++i) {
                pieces.push_back({table.id[i], table.begin[i], table.end[i]});
            }
        }
    }
    return result;
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

TEST_CASE("texts are cut into pieces with ids and spans in code points of the text") {
    const Subwords subwords(unigram_model(kPieces));
    CHECK(pieces_of(subwords, {"ab a", "", "é€b"}) ==
          Pieces{{{6, 0, 2}, {7, 2, 4}}, {}, {{9, 0, 1}, {0, 1, 2}, {5, 2, 3}}});
    CHECK(pieces_of(subwords, {}).empty());
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
    const Pieces found = pieces_of(subwords, texts, 2);
    for (std::size_t document = 0; document < texts.size(); ++document) {
        double score = 0;
        std::int32_t at = 0;
        for (const PieceSpan& piece : found.at(document)) {
            const auto begin = static_cast<std::size_t>(at);
            REQUIRE(piece.begin == at);
            REQUIRE(subwords.piece(piece.id) ==
                    texts[document].substr(begin, static_cast<std::size_t>(piece.end) - begin));
            score += static_cast<double>(kPieces.at(static_cast<std::size_t>(piece.id) - 3).score);
            at = piece.end;
        }
        REQUIRE(static_cast<std::size_t>(at) == texts[document].size());
        REQUIRE(score == doctest::Approx(wirecopy::reference::best_score(kPieces, texts[document])));
    }
}

TEST_CASE("any model gives any text the pieces that the library gives it, learnt or remembered") {
    Random random(3);
    int remembering = 0;
    for (int round = 0; round < 600; ++round) {
        const std::string model = bytes_of(random_model(random));
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < 20; ++i) texts.push_back(random_model_text(random, below(random, 60)));
        const auto expected = wirecopy::reference::subwords(model, texts);
        if (!expected) {
            REQUIRE_THROWS_AS(Subwords{model}, std::invalid_argument);
            continue;
        }
        const Subwords subwords(model);
        remembering += static_cast<int>(subwords.remembers_words());
        CAPTURE(round);
        REQUIRE(pieces_of(subwords, texts) == *expected);
        REQUIRE(pieces_of(subwords, texts) == *expected);
    }
    CHECK(remembering > 150);
}

TEST_CASE("ways that score the same are told apart by the score of the text before, as in the library") {
    // "aab" is "a" + "ab" as well as "aa" + "b"; which sum is rounded up depends on where the text stands.
    const std::string model =
        bytes_of({.pieces = {{"▁", -0.1F}, {"a", -2.3F}, {"b", -2.7F}, {"aa", -3.7F}, {"ab", -4.1F}, {"▁bb", -2.77F}},
                  .add_dummy_prefix = true,
                  .remove_extra_whitespaces = true});
    std::string text;
    for (int i = 0; i < 30000; ++i) text += i % 7 == 0 ? "aab aabaab " : "bb ";
    const Pieces expected = *wirecopy::reference::subwords(model, {text});
    const Subwords subwords(model);
    REQUIRE(subwords.remembers_words());
    CHECK(pieces_of(subwords, {text}) == expected);
    std::set<std::int32_t> found;
    for (const PieceSpan& piece : expected[0]) found.insert(piece.id);
    CHECK(found.size() == 6);  // both ways do occur
}

TEST_CASE("words too long to be remembered, and more of them than fit, are still the library's") {
    const std::string model = bytes_of({.pieces = kPieces, .add_dummy_prefix = true});
    Random random(4);
    std::string text;
    for (int i = 0; i < 300'000; ++i)
        text += wirecopy::testing::word(below(random, 400'000)) + (i % 3 == 0 ? "ab " : " ");
    const std::vector<std::string> texts = {text, std::string(100'000, 'a') + " b", std::string(50'000, ' ')};
    CHECK(pieces_of(Subwords(model), texts) == *wirecopy::reference::subwords(model, texts));
}

TEST_CASE("pieces are the same for any number of threads") {
    const Subwords subwords(unigram_model(kPieces));
    Random random(2);
    std::vector<std::string> texts;
    for (int i = 0; i < 200; ++i) texts.push_back(wirecopy::testing::random_unicode(random, below(random, 20'000)));
    const Pieces alone = pieces_of(subwords, texts);
    CHECK(alone.size() == 200);
    CHECK(pieces_of(subwords, texts, 2) == alone);
    CHECK(pieces_of(subwords, texts, 7) == alone);
}

TEST_CASE("bytes that are no model are an error, not a crash") {
    const std::string whole = unigram_model(kPieces);
    for (const std::string& bytes :
         {std::string(), std::string("no model"), std::string(100, '\xFF'), whole.substr(0, 40)}) {
        CHECK_THROWS_AS(Subwords{bytes}, std::invalid_argument);
    }
}

TEST_CASE("a model with bytes changed is refused or works") {
    Random random(5);
    for (int round = 0; round < 2000; ++round) {
        std::string model = bytes_of(random_model(random));
        for (std::size_t i = 1 + below(random, 4); i-- > 0;) {
            model[below(random, model.size())] = static_cast<char>(below(random, 256));
        }
        const std::vector<std::string> texts = {random_model_text(random, 40), random_model_text(random, 40)};
        const auto expected = wirecopy::reference::subwords(model, texts);
        if (!expected) continue;
        CAPTURE(round);
        try {
            REQUIRE(pieces_of(Subwords(model), texts) == *expected);
        } catch (const std::invalid_argument&) {  // the library refuses a text
            REQUIRE((expected->at(0).empty() || expected->at(1).empty()));
        }
    }
}

TEST_CASE("a moved model works where it went") {
    Subwords first(unigram_model(kPieces));
    Subwords second(std::move(first));
    CHECK(second.size() == 10);
    first = std::move(second);
    CHECK(first.piece(9) == "é");
}

TEST_CASE("trained models give a book the pieces that the library gives it") {
    const auto text = wirecopy::testing::shared_data("text/botchan.txt");
    for (const char* name : {"text/test_model.model", "text/test_ja_model.model"}) {
        const auto model = wirecopy::testing::shared_data(name);
        if (!model || !text) return;
        const Subwords subwords(*model);
        CHECK(pieces_of(subwords, {*text}) == *wirecopy::reference::subwords(*model, {*text}));
    }
}
