#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <unicode/uchar.h>

#include "wirecopy/tokens/words.hpp"

#include "reference/tokens/naive_words.hpp"

namespace {

using namespace wirecopy;
using Boundaries = std::vector<std::uint32_t>;

void append(std::string& text, std::uint32_t c) {
    const auto byte = [&](std::uint32_t value) { text.push_back(static_cast<char>(value)); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xC0 | c >> 6U), byte(0x80 | (c & 63U));
    } else if (c < 0x10000) {
        byte(0xE0 | c >> 12U), byte(0x80 | (c >> 6U & 63U)), byte(0x80 | (c & 63U));
    } else {
        byte(0xF0 | c >> 18U), byte(0x80 | (c >> 12U & 63U)), byte(0x80 | (c >> 6U & 63U)), byte(0x80 | (c & 63U));
    }
}

Boundaries boundaries(std::string_view text) {
    tokens::Column<std::uint32_t> found;
    tokens::find_word_boundaries(text, found);
    Boundaries result(found.begin(), found.end());
    if (!text.empty()) result.insert(result.begin(), 0);
    return result;
}

std::string shown(std::string_view text) {
    std::ostringstream out;
    for (const char byte : text) out << std::hex << (static_cast<unsigned>(byte) & 255U) << ' ';
    return out.str();
}

/// Runs `check` on every path of this machine.
template <typename Check>
void on_every_path(Check check) {
    for (const tokens::Path path : tokens::paths()) {
        CAPTURE(static_cast<int>(path));
        tokens::take_path(path);
        check();
    }
    tokens::take_path(tokens::paths().back());
}

/// Strings in which rules meet: mostly few kinds of character, so that runs and lookahead happen, of any length.
class RandomTexts {
  public:
    std::string next() {
        const std::size_t kinds = 1 + random_() % 4;
        std::array<std::size_t, 4> chosen{};
        for (std::size_t i = 0; i < kinds; ++i) chosen[i] = random_() % kInteresting.size();
        const std::size_t length = random_() % (random_() % 8 == 0 ? 300 : 24);
        std::string text(random_() % 3 == 0 ? random_() % 70 : 0, 'a');
        for (std::size_t i = 0; i < length; ++i) {
            const bool free = random_() % 6 == 0;
            append(text, kInteresting[free ? random_() % kInteresting.size() : chosen[random_() % kinds]]);
        }
        return text;
    }

  private:
    static constexpr std::array<std::uint32_t, 76> kInteresting = {
        'a',    'Z',    '5',    '_',    '\'',   '"',    '.',    ':',    ',',    ';',    ' ',    '\n',   '\r',
        '\t',   '$',    0x00,   0x0B,   0x85,   0xA0,   0xAA,   0xAD,   0xB5,   0xB7,   0xBA,   0xC7,   0xD7,
        0xE9,   0x100,  0x24F,  0x2C2,  0x300,  0x345,  0x387,  0x3A9,  0x416,  0x482,  0x483,  0x4FF,  0x5D0,
        0x5D1,  0x5F3,  0x5F4,  0x600,  0x60C,  0x627,  0x64B,  0x660,  0x915,  0x93F,  0xE01,  0xE34,  0x200B,
        0x200C, 0x200D, 0x200E, 0x2003, 0x2018, 0x2019, 0x201C, 0x2014, 0x2024, 0x2028, 0x203F, 0x2044, 0x24C2,
        0x2764, 0x3000, 0x3005, 0x3042, 0x30A2, 0x30FC, 0x4E2D, 0xAC00, 0xFE0F, 0xFF0C, 0x1F1E6};
    std::mt19937 random_{20261123};
};

std::string shared_file(const char* name) {
    const char* folder = std::getenv("WIRECOPY_TEST_DATA");
    std::ifstream file(std::string(folder != nullptr ? folder : "../shared/data") + "/text/" + name);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("every line of WordBreakTest passes on every path") {
    const std::string lines = shared_file("WordBreakTest.txt");
    if (lines.empty()) {
        MESSAGE("skipped: WordBreakTest.txt is not here; WIRECOPY_TEST_DATA names the folder of data");
        return;
    }
    on_every_path([&] {
        std::istringstream file(lines);
        std::size_t cases = 0;
        for (std::string line; std::getline(file, line);) {
            line.resize(std::min(line.find('#'), line.size()));
            std::istringstream items(line);
            std::string text;
            Boundaries expected;
            for (std::string item; items >> item;) {
                if (item == "\u00F7") {
                    expected.push_back(static_cast<std::uint32_t>(text.size()));
                } else if (item != "\u00D7") {
                    append(text, static_cast<std::uint32_t>(std::stoul(item, nullptr, 16)));
                }
            }
            if (text.empty()) continue;
            ++cases;
            CAPTURE(line);
            CHECK(boundaries(text) == expected);
        }
        CHECK(cases > 1800);
    });
}

TEST_CASE("words of random strings are those of the naive twin on every path") {
    const char* wanted = std::getenv("WIRECOPY_RANDOM_STRINGS");
    const int strings = wanted != nullptr ? std::atoi(wanted) : 20000;
    on_every_path([&] {
        RandomTexts texts;
        for (int i = 0; i < strings; ++i) {
            const std::string text = texts.next();
            const Boundaries found = boundaries(text);
            const Boundaries expected = reference::naive_word_boundaries(text);
            if (found == expected) continue;
            CAPTURE(shown(text));
            REQUIRE(found == expected);
        }
    });
}

TEST_CASE("a text cut at any boundary has the same words") {
    on_every_path([] {
        RandomTexts texts;
        for (int i = 0; i < 2000; ++i) {
            const std::string text = texts.next();
            const Boundaries whole = boundaries(text);
            for (std::size_t cut = 1; cut + 1 < whole.size(); cut += 1 + whole.size() / 8) {
                Boundaries parts = boundaries(std::string_view(text).substr(0, whole[cut]));
                for (const std::uint32_t at : boundaries(std::string_view(text).substr(whole[cut]))) {
                    if (at != 0) parts.push_back(whole[cut] + at);
                }
                CAPTURE(shown(text));
                REQUIRE(parts == whole);
            }
        }
    });
}

TEST_CASE("words have the same spans and kinds on every path, and lie between boundaries") {
    tokens::take_path(tokens::Path::automaton);
    RandomTexts texts;
    std::vector<std::string> strings;
    for (int i = 0; i < 20000; ++i) strings.push_back(texts.next());
    tokens::WordColumns expected;
    for (const std::string& text : strings) tokens::find_words(text, tokens::WordRules::unicode, expected);
    on_every_path([&] {
        tokens::WordColumns found;
        for (const std::string& text : strings) {
            const std::size_t first = found.size();
            tokens::find_words(text, tokens::WordRules::unicode, found);
            const Boundaries all = boundaries(text);
            for (std::size_t i = first; i < found.size(); ++i) {
                const auto begin = std::lower_bound(all.begin(), all.end(), found.begin[i]);
                REQUIRE((begin != all.end() && *begin == found.begin[i] && begin[1] == found.end[i]));
                const bool same = i < expected.size() && expected.begin[i] == found.begin[i] &&
                                  expected.end[i] == found.end[i] && expected.kind[i] == found.kind[i];
                if (!same) {
                    CAPTURE(shown(text));
                    CAPTURE(found.begin[i]);
                    CAPTURE(static_cast<int>(found.kind[i]));
                    CAPTURE(static_cast<int>(expected.kind[i]));
                    REQUIRE(same);
                }
            }
        }
        CHECK(found.size() == expected.size());
    });
}

TEST_CASE("bytes that are not UTF-8 do no harm") {
    std::mt19937 random(7);
    on_every_path([&] {
        for (int i = 0; i < 5000; ++i) {
            std::string text(random() % 200, ' ');
            for (char& byte : text) byte = static_cast<char>(random());
            tokens::WordColumns found;
            tokens::find_words(text, tokens::WordRules::unicode, found);
            for (std::size_t t = 0; t < found.size(); ++t) {
                REQUIRE((found.begin[t] < found.end[t] && found.end[t] <= text.size()));
            }
        }
    });
}

TEST_CASE("a colon joins words by Unicode's rules and not by those of news") {
    on_every_path([] {
        const auto words = [](std::string_view text, tokens::WordRules rules) {
            tokens::WordColumns found;
            tokens::find_words(text, rules, found);
            return found.size();
        };
        CHECK(words("she said:no at 12:30", tokens::WordRules::unicode) == 6);
        CHECK(words("she said:no at 12:30", tokens::WordRules::news) == 8);
    });
}
