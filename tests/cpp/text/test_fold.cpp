#include <string>

#include <doctest/doctest.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "wirecopy/text/fold.hpp"
#include "wirecopy/text/utf8.hpp"

#include "support/random_text.hpp"

using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::utf8;
using wirecopy::text::fold;

namespace {

bool is_surrogate(char32_t code_point) {
    return code_point >= 0xD800 && code_point < 0xE000;
}

std::string normalized(const icu::Normalizer2* normalizer, const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    std::string result;
    normalizer->normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(result);
    REQUIRE(U_SUCCESS(status));
    return result;
}

const icu::Normalizer2* composed() {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Normalizer2::getNFCInstance(status);
}

const icu::Normalizer2* decomposed() {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Normalizer2::getNFDInstance(status);
}

void check_all_fold_to(std::u32string_view code_points, const std::string& folded) {
    for (const char32_t code_point : code_points) {
        CAPTURE(static_cast<std::uint32_t>(code_point));
        CHECK(fold(utf8(code_point)) == folded);
        CHECK(fold("O" + utf8(code_point) + "É") == "o" + folded + "é");
    }
}

}  // namespace

TEST_CASE("folding what is folded changes nothing, for every code point between letters") {
    for (char32_t code_point = 0; code_point < 0x110000; ++code_point) {
        if (is_surrogate(code_point)) continue;
        const std::string once = fold("A" + utf8(code_point) + "É");
        if (fold(once) != once) FAIL("U+" << static_cast<std::uint32_t>(code_point) << " folds to " << once);
    }
}

TEST_CASE("folding what is folded changes nothing, for random texts, and gives well-formed UTF-8") {
    Random random(1);
    for (int round = 0; round < 5000; ++round) {
        const std::string once = fold(wirecopy::testing::random_unicode(random, below(random, 40)));
        CAPTURE(once);
        REQUIRE(fold(once) == once);
        REQUIRE(!wirecopy::text::first_invalid_byte(once));
    }
}

TEST_CASE("every code point folds to the same whether it is composed or decomposed") {
    for (char32_t code_point = 0; code_point < 0x110000; ++code_point) {
        if (is_surrogate(code_point)) continue;
        const std::string text = utf8(code_point);
        const std::string folded = fold(text);
        if (fold(normalized(composed(), text)) != folded || fold(normalized(decomposed(), text)) != folded) {
            FAIL("U+" << static_cast<std::uint32_t>(code_point));
        }
    }
}

TEST_CASE("every code point folds as ICU's NFKC_Casefold says, but for the quotes and dashes that are unified") {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
    REQUIRE(U_SUCCESS(status));
    std::size_t unified = 0;
    for (char32_t code_point = 0; code_point < 0x110000; ++code_point) {
        if (is_surrogate(code_point)) continue;
        const std::string folded = fold(utf8(code_point));
        if (folded == normalized(normalizer, utf8(code_point))) continue;
        ++unified;
        const bool only_marks = folded.find_first_not_of("'\"- ") == std::string::npos;
        // Words that begin or end with an apostrophe of their own, such as U+0149, keep their letters.
        const bool apostrophe = folded.find('\'') != std::string::npos;
        if (!only_marks && !apostrophe) FAIL("U+" << static_cast<std::uint32_t>(code_point) << " folds to " << folded);
    }
    CHECK(unified > 40);
    CHECK(unified < 80);
}

TEST_CASE("ASCII folds the same by itself and beside other letters") {
    for (int byte = 0; byte < 128; ++byte) {
        const std::string text(1, static_cast<char>(byte));
        CHECK(fold(text) + "é" == fold(text + "É"));
    }
}

TEST_CASE("all single quotation marks and apostrophes fold to one") {
    check_all_fold_to(U"'`\u00B4\u02B9\u02BB\u02BC\u02C8\u2018\u2019\u201A\u201B\u2032\u2035\u2039\u203A\uA78C\uFF07",
                      "'");
    check_all_fold_to(U"\u0374\u1FEF\u1FFD", "'");  // which are other spellings of U+02B9, U+0060 and U+00B4
}

TEST_CASE("all double quotation marks fold to one") {
    check_all_fold_to(
        U"\"\u00AB\u00BB\u02BA\u201C\u201D\u201E\u201F\u2033\u2036\u300C\u300D\u300E\u300F\u301D\u301E\u301F\uFF02"
        U"\uFF62\uFF63",
        "\"");
}

TEST_CASE("all hyphens, dashes and minus signs fold to one") {
    check_all_fold_to(U"-\u058A\u05BE\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE58\uFE63\uFF0D", "-");
}

TEST_CASE("folding takes away case, width, ligatures and what nobody sees") {
    CHECK(fold("ＡＢＣ１２") == "abc12");
    CHECK(fold("Straße") == fold("STRASSE"));
    CHECK(fold("ﬁn") == "fin");
    CHECK(fold("soft\u00ADhyphen") == "softhyphen");
    CHECK(fold("zero\u200Bwidth") == "zerowidth");
    CHECK(fold("ΟΔΟΣ") == fold("οδος"));
    CHECK(fold("가") == fold("\u1100\u1161"));
    CHECK(fold("").empty());
}

TEST_CASE("thirty marks in a row are sorted, of more the text around them is folded, in time that grows as the text") {
    const auto marks = [](std::size_t pairs) {
        std::string text;
        for (std::size_t i = 0; i < pairs; ++i) text += "\u0301\u0323";
        return text;
    };
    CHECK(fold("A" + marks(15)) != "a" + marks(15));
    CHECK(fold("A" + marks(16) + "É" + marks(2)) == "a" + marks(16) + fold("É" + marks(2)));
    // Sorted, these would take minutes.
    const std::string many = marks(1000000);
    CHECK(fold("É" + many + "ＡB") == "é" + many + "ab");
    Random random(3);
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (std::size_t parts = 1 + below(random, 3); parts-- > 0;) {
            text += wirecopy::testing::random_unicode(random, below(random, 6)) + marks(below(random, 20));
            for (std::size_t i = below(random, 40); i-- > 0;) text += below(random, 2) == 0 ? "\u034F" : "\u0F73";
        }
        const std::string once = fold(text);
        CAPTURE(text);
        REQUIRE(fold(once) == once);
    }
}

TEST_CASE("words that differ by more than typography stay apart") {
    CHECK(fold("resume") != fold("résumé"));
    CHECK(fold("its") != fold("it's"));
    CHECK(fold("co-op") != fold("coop"));
    CHECK(fold("10") != fold("1O"));
}
