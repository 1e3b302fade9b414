#include <array>
#include <string>

#include <doctest/doctest.h>

#include "wirecopy/text/utf8.hpp"

#include "reference/text/utf8.hpp"
#include "support/random_text.hpp"

using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::utf8;
using wirecopy::text::first_invalid_byte;
using wirecopy::text::is_ascii;

namespace {

std::string bytes(std::initializer_list<int> values) {
    std::string result;
    for (const int value : values) result.push_back(static_cast<char>(value));
    return result;
}

}  // namespace

TEST_CASE("every code point but the surrogates is well-formed, alone and before another") {
    for (char32_t code_point = 0; code_point < 0x110000; ++code_point) {
        if (code_point >= 0xD800 && code_point < 0xE000) continue;
        const std::string text = utf8(code_point) + "é";
        if (first_invalid_byte(text)) FAIL("U+" << static_cast<std::uint32_t>(code_point));
    }
}

TEST_CASE("each kind of malformed sequence is found at the byte where it begins") {
    const std::array malformed = {
        bytes({0x80}),                    // a trail byte alone
        bytes({0xBF}),                    // the last of them
        bytes({0xC0, 0x80}),              // overlong NUL
        bytes({0xC1, 0xBF}),              // overlong ASCII
        bytes({0xE0, 0x9F, 0xBF}),        // overlong in three bytes
        bytes({0xF0, 0x8F, 0xBF, 0xBF}),  // overlong in four
        bytes({0xED, 0xA0, 0x80}),        // the first surrogate
        bytes({0xED, 0xBF, 0xBF}),        // the last surrogate
        bytes({0xF4, 0x90, 0x80, 0x80}),  // past U+10FFFF
        bytes({0xF5, 0x80, 0x80, 0x80}),  // a lead byte of nothing
        bytes({0xFE}),                    // of a byte order mark
        bytes({0xFF}),                    //
        bytes({0xC3}),                    // cut after one byte of two
        bytes({0xE2, 0x82}),              // after two of three
        bytes({0xF0, 0x9F, 0x98}),        // after three of four
        bytes({0xC3, 0x28}),              // ASCII where a trail byte belongs
        bytes({0xE2, 0x28, 0xA1}),        //
        bytes({0xF0, 0x9F, 0x28, 0x80}),  //
    };
    for (const std::string& sequence : malformed) {
        CAPTURE(sequence);
        CHECK(first_invalid_byte(sequence) == 0);
        CHECK(first_invalid_byte("añ한😀" + sequence) == 10);
        CHECK(first_invalid_byte("añ한😀" + sequence + " and more") == 10);
    }
}

TEST_CASE("all sequences of two and three bytes are judged as table 3-7 judges them") {
    std::size_t different = 0;
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
            std::string text = bytes({first, second});
            different += first_invalid_byte(text) != wirecopy::reference::first_invalid_byte(text);
            for (const int third : {0x00, 0x7F, 0x80, 0xBF, 0xC2, 0xE1, 0xFF}) {
                text = bytes({first, second, third});
                different += first_invalid_byte(text) != wirecopy::reference::first_invalid_byte(text);
            }
        }
    }
    CHECK(different == 0);
}

TEST_CASE("random bytes are judged as table 3-7 judges them") {
    Random random(1);
    constexpr std::array<int, 24> kEdges = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2,
                                            0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5};
    std::size_t well_formed = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (std::size_t i = below(random, 8); i-- > 0;) text.push_back(static_cast<char>(kEdges[below(random, 24)]));
        const auto expected = wirecopy::reference::first_invalid_byte(text);
        well_formed += !expected && text.size() > 1;
        REQUIRE(first_invalid_byte(text) == expected);
    }
    CHECK(well_formed > 100);
}

TEST_CASE("an empty text and one with NUL are well-formed") {
    CHECK(!first_invalid_byte(""));
    CHECK(!first_invalid_byte(std::string_view("a\0b", 3)));
}

TEST_CASE("a text is ASCII until its first byte from 0x80 on, wherever that stands") {
    CHECK(is_ascii(""));
    std::string text(100, '\x7F');
    CHECK(is_ascii(text));
    for (std::size_t at = 0; at < text.size(); ++at) {
        text[at] = '\x80';
        CHECK(!is_ascii(text));
        text[at] = '\0';
    }
    CHECK(is_ascii(text));
}
