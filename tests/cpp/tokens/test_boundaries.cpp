#include <array>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/tokens/boundaries.hpp"

#include "reference/tokens/boundaries.hpp"
#include "support/random_text.hpp"
#include "support/shared_data.hpp"

using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::tokens::boundaries;
using wirecopy::tokens::BoundaryUnit;

namespace {

using Boundaries = std::vector<std::uint32_t>;

constexpr std::array kUnits = {BoundaryUnit::words, BoundaryUnit::sentences, BoundaryUnit::graphemes};

Boundaries twin(const std::string& text, BoundaryUnit unit) {
    Boundaries result;
    for (const auto& boundary : wirecopy::reference::boundaries(text, unit)) result.push_back(boundary.byte);
    return result;
}

/// How many cases of a file of the Unicode Character Database ("÷ 0061 × 0308 ÷ # why") hold, and how many fail.
struct Conformance {
    std::size_t held = 0;
    std::size_t failed = 0;
};

Conformance conformance(const std::string& file, BoundaryUnit unit) {
    Conformance result;
    std::istringstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream parts(line.substr(0, line.find('#')));
        std::string text;
        Boundaries expected;
        for (std::string part; parts >> part;) {
            if (part == "÷") {
                expected.push_back(static_cast<std::uint32_t>(text.size()));
            } else if (part != "×") {
                text += wirecopy::testing::utf8(static_cast<char32_t>(std::stoul(part, nullptr, 16)));
            }
        }
        // ICU lets a colon end a word, as it does in all languages but Swedish.
        const bool tailored = unit == BoundaryUnit::words && text.find(':') != std::string::npos;
        if (text.empty() || tailored) continue;
        ++(boundaries(text, unit) == expected ? result.held : result.failed);
    }
    return result;
}

}  // namespace

TEST_CASE("boundaries of random texts are those that ICU finds in UTF-16, counted in bytes") {
    Random random(1);
    for (int round = 0; round < 500; ++round) {
        const std::string text = wirecopy::testing::random_unicode(random, below(random, 60));
        CAPTURE(text);
        for (const BoundaryUnit unit : kUnits) REQUIRE(boundaries(text, unit) == twin(text, unit));
    }
}

TEST_CASE("an empty text has no boundaries, any other has its beginning and its end") {
    for (const BoundaryUnit unit : kUnits) {
        CHECK(boundaries("", unit).empty());
        CHECK(boundaries("a", unit) == Boundaries{0, 1});
        CHECK(boundaries("한", unit) == Boundaries{0, 3});
    }
}

TEST_CASE("words, sentences and characters end where UAX #29 says") {
    const std::string text = "Can't stop at 3.5, e\u0301h? Two.";
    CHECK(boundaries(text, BoundaryUnit::words) == Boundaries{0, 5, 6, 10, 11, 13, 14, 17, 18, 19, 23, 24, 25, 28, 29});
    CHECK(boundaries(text, BoundaryUnit::sentences) == Boundaries{0, 25, 29});
    CHECK(boundaries("e\u0301\r\n👨‍👩‍👧🇰🇷🇺🇸", BoundaryUnit::graphemes) ==
          Boundaries{0, 3, 5, 23, 31, 39});
}

TEST_CASE("runs of Han, Kana and Thai are cut into words by dictionaries") {
    CHECK(boundaries("今日は天気", BoundaryUnit::words) == Boundaries{0, 6, 9, 15});
    CHECK(boundaries("สวัสดีครับ", BoundaryUnit::words) == Boundaries{0, 18, 30});
}

TEST_CASE("the Unicode Character Database's own cases of graphemes and sentences hold") {
    const auto graphemes = wirecopy::testing::shared_data("text/GraphemeBreakTest.txt");
    const auto sentences = wirecopy::testing::shared_data("text/SentenceBreakTest.txt");
    if (!graphemes || !sentences) return;
    const Conformance of_graphemes = conformance(*graphemes, BoundaryUnit::graphemes);
    CHECK(of_graphemes.failed == 0);
    CHECK(of_graphemes.held > 500);
    const Conformance of_sentences = conformance(*sentences, BoundaryUnit::sentences);
    CHECK(of_sentences.failed == 0);
    CHECK(of_sentences.held > 400);
}

TEST_CASE("the Unicode Character Database's own cases of words hold, but for those of the colon") {
    const auto words = wirecopy::testing::shared_data("text/WordBreakTest.txt");
    if (!words) return;
    const Conformance of_words = conformance(*words, BoundaryUnit::words);
    CHECK(of_words.failed == 0);
    CHECK(of_words.held > 1400);
}

TEST_CASE("a colon ends a word") {
    CHECK(boundaries("a:b", BoundaryUnit::words) == Boundaries{0, 1, 2, 3});
}
