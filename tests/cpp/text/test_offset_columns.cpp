#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/text/offsets.hpp"
#include "wirecopy/text/utf8.hpp"

namespace {

using namespace wirecopy;
using text::OffsetUnit;

constexpr std::array<const char*, 6> kCharacters = {"a", "\n", "\u00e9", "\u2019", "\u4e2d", "\U0001F600"};

/// A text and, for each of its characters and the end, the byte and the offset in each unit.
struct Counted {
    std::string text;
    std::vector<std::uint32_t> byte{0};
    std::vector<std::int64_t> code_point{0};
    std::vector<std::int64_t> utf16{0};
};

Counted random_text(std::mt19937& random) {
    Counted counted;
    const std::size_t length = random() % 200;
    const std::size_t kinds = 1 + random() % kCharacters.size();
    for (std::size_t i = 0; i < length; ++i) {
        const std::string character = kCharacters[random() % kinds];
        counted.text += character;
        counted.byte.push_back(static_cast<std::uint32_t>(counted.text.size()));
        counted.code_point.push_back(counted.code_point.back() + 1);
        counted.utf16.push_back(counted.utf16.back() + (character.size() == 4 ? 2 : 1));
    }
    return counted;
}

void check(const Counted& counted, OffsetUnit unit, const std::vector<std::int64_t>& expected) {
    const text::OffsetMap map(counted.text, unit);
    std::vector<std::int64_t> units(expected.size());
    map.from_bytes(counted.byte, units.data());
    CHECK(units == expected);
    std::vector<std::uint32_t> in_place = counted.byte;
    map.from_bytes(in_place, in_place.data());
    CHECK(std::equal(in_place.begin(), in_place.end(), expected.begin(), expected.end()));
    std::vector<std::uint32_t> bytes(expected.size());
    map.to_bytes(expected, bytes.data());
    CHECK(bytes == counted.byte);
    CHECK(map.size() == static_cast<std::size_t>(expected.back()));
    for (std::size_t i = 0; i < expected.size(); ++i) {
        REQUIRE(map.from_byte(counted.byte[i]) == static_cast<std::size_t>(expected[i]));
        REQUIRE(map.to_byte(static_cast<std::size_t>(expected[i])) == counted.byte[i]);
    }
}

}  // namespace

TEST_CASE("offsets in columns and in a map are those of counting characters, both ways") {
    std::mt19937 random(1);
    for (int i = 0; i < 3000; ++i) {
        const Counted counted = random_text(random);
        check(counted, OffsetUnit::code_point, counted.code_point);
        check(counted, OffsetUnit::utf16, counted.utf16);
    }
}

TEST_CASE("the second half of a surrogate pair lies where its character begins") {
    const std::string text = "a\U0001F600b";
    const std::vector<std::int64_t> units = {0, 1, 2, 3, 4};
    std::vector<std::uint32_t> bytes(units.size());
    text::OffsetMap(text, OffsetUnit::utf16).to_bytes(units, bytes.data());
    CHECK(bytes == std::vector<std::uint32_t>{0, 1, 1, 5, 6});
}

TEST_CASE("the first invalid byte is found wherever it stands") {
    const std::array<std::string, 9> wrong = {"\x80",         "\xC3",         "\xC0\x80",         "\xE2\x80",
                                              "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80",
                                              "\xF0\x9F\x98"};
    std::mt19937 random(2);
    for (int i = 0; i < 3000; ++i) {
        const std::string before = random_text(random).text;
        const std::string after = random_text(random).text;
        REQUIRE_FALSE(text::first_invalid_byte(before + after).has_value());
        const std::string& bad = wrong[random() % wrong.size()];
        REQUIRE(text::first_invalid_byte(before + bad + after) == before.size());
        REQUIRE(text::first_invalid_byte(before + bad) == before.size());
    }
}
