#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/text/fold.hpp"
#include "wirecopy/tokens/tokenize.hpp"

namespace {

using namespace wirecopy;

const std::string kText =
    "STRASSE Straße “Don’t” DON'T ` co‑op ﬁx 10,000 ΑΣ ας 서울 naïve NAÏVE wo\u00ADrd Internationalisierungen é "
    "e\u0301 "
    "@a:b don't antidisestablishmentarianism ANTIDISESTABLISHMENTARIANISM Ⅷ ½ x² 東京タワーへ行く ภาษาไทย. Ещё ЕЩЁ";

std::string_view token(std::string_view text, const tokens::TokenView& view, std::size_t i) {
    return text.substr(view.span(i).begin, view.span(i).end - view.span(i).begin);
}

}  // namespace

TEST_CASE("the key of every token is the key of its folded form, remembered or not") {
    tokens::Tokenizer tokenizer;
    for (int round = 0; round < 3; ++round) {
        for (std::size_t cut = 0; cut < 40; ++cut) {
            const std::string text = std::string(cut, ' ') + kText;
            const tokens::TokenView view = tokenizer.read(text);
            REQUIRE(view.size() > 30);
            for (std::size_t i = 0; i < view.size(); ++i) {
                REQUIRE(view.key(i) == tokens::token_key(token(text, view, i)));
                REQUIRE(view.key(i) == tokens::token_key(text::fold(token(text, view, i))));
            }
        }
    }
}

TEST_CASE("scripts without spaces get words from dictionaries, and no other token changes") {
    const std::string text = "東京タワーへ行く 12ภาษาไทยabc 한국어를";
    tokens::Tokenizer tokenizer;
    const tokens::TokenView view = tokenizer.read(text);
    std::vector<std::string> found;
    for (std::size_t i = 0; i < view.size(); ++i) {
        found.emplace_back(token(text, view, i));
        CHECK(view.kind(i) <= tokens::TokenKind::number);
    }
    CHECK(found == std::vector<std::string>{"東京タワー", "へ", "行く", "12", "ภาษา", "ไทย", "abc", "한국어를"});
}

TEST_CASE("a reader's tokens are those of a table, whatever was read before") {
    const std::vector<std::string> texts = {kText, "", "One. Two!\nThree?", kText + kText, "x"};
    std::string all;
    std::vector<std::int64_t> offsets = {0};
    for (const std::string& text : texts) {
        all += text;
        offsets.push_back(static_cast<std::int64_t>(all.size()));
    }
    const tokens::TokenTable table = tokens::tokenize(documents::Batch{all, offsets});
    REQUIRE(table.documents() == texts.size());
    tokens::Tokenizer tokenizer;
    for (std::size_t row = 0; row < texts.size(); ++row) {
        const tokens::TokenView expected(table, row);
        const tokens::TokenView found = tokenizer.read(texts[row]);
        REQUIRE(found.size() == expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            CHECK(found.span(i) == expected.span(i));
            CHECK(found.kind(i) == expected.kind(i));
            CHECK(found.key(i) == expected.key(i));
        }
        const auto sentences = expected.sentence_begin();
        REQUIRE(found.sentence_begin().size() == sentences.size());
        for (std::size_t i = 0; i < sentences.size(); ++i) {
            CHECK(found.sentence_begin()[i] == sentences[i] - expected.offset());
        }
    }
}
