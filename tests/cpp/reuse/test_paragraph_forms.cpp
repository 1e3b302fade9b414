#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "wirecopy/reuse/paragraph_forms.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::content_hash;
using wirecopy::reuse::DocumentWords;
using wirecopy::reuse::Form;
using wirecopy::reuse::WordSpan;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::Tokenized;

namespace {

/// As the header puts it, a character at a time.
bool is_name_or_number(std::string_view word) {
    if (std::any_of(word.begin(), word.end(), [](char byte) { return byte >= '0' && byte <= '9'; })) return true;
    const auto first =
        icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<int32_t>(word.size()))).char32At(0);
    return u_isupper(first) != 0 || u_isdigit(first) != 0;
}

Form naive_form(const DocumentWords& words, WordSpan paragraph, std::string_view text) {
    std::vector<wirecopy::tokens::TokenKey> kept;
    for (std::uint32_t word = paragraph.begin; word < paragraph.end; ++word) {
        const auto [begin, end] = words.span[word];
        if (!is_name_or_number(text.substr(begin, end - begin))) kept.push_back(words.key[word]);
    }
    if (kept.size() < 6 || 2 * kept.size() < paragraph.size()) return content_hash(words.keys(paragraph));
    kept.push_back(0);
    return content_hash(kept);
}

}  // namespace

TEST_CASE("forms leave out what has a digit or begins with a capital, in any script and wherever in a text it stands") {
    const std::vector<std::string> pieces = {
        "a ",  "the ", "said ", "word ", "é ",  "Él ", "12 ", "b2b ", "covid-19 ", "Al ", "zZ ",
        "я ",  "Я ",   "٣ ",    "一二 ", "９ ", ", ",  "\n",  "-7 ",  "3",         "",    "internationalisation7 ",
        "“x” "};
    Random random(3);
    std::size_t forms = 0;
    for (int round = 0; round < 300; ++round) {
        std::string text;
        const auto size = below(random, 300);
        for (std::size_t i = 0; i < size; ++i) text += pieces[below(random, pieces.size())];
        CAPTURE(text);
        const Tokenized corpus = Tokenized::of({text});
        const DocumentWords& words = corpus.words()[0];
        std::vector<Form> expected;
        for (const WordSpan paragraph : words.paragraph) {
            expected.push_back(naive_form(words, paragraph, corpus.corpus().text(0)));
        }
        REQUIRE(paragraph_forms(words, corpus.corpus().text(0)) == expected);
        forms += expected.size();
    }
    CHECK(forms > 1000);
}
