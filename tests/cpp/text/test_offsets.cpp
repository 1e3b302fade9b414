#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

#include "wirecopy/text/offsets.hpp"

#include "reference/text/offsets.hpp"
#include "support/random_text.hpp"

using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::text::OffsetMap;
using wirecopy::text::OffsetUnit;

namespace {

void check_against_twin(const std::string& text, OffsetUnit unit) {
    CAPTURE(text);
    const OffsetMap map(text, unit);
    const auto begins = wirecopy::reference::unit_begins(text, unit);
    REQUIRE(map.size() == begins.size() - 1);
    for (std::size_t offset = 0; offset < begins.size(); ++offset) {
        REQUIRE(map.to_byte(offset) == begins[offset]);
        REQUIRE(map.from_byte(begins[offset]) == wirecopy::reference::units_before(text, begins[offset], unit));
    }
}

}  // namespace

TEST_CASE("every offset of random texts is what counting from the start gives") {
    Random random(1);
    for (int round = 0; round < 300; ++round) {
        const std::string text = wirecopy::testing::random_unicode(random, below(random, 120));
        check_against_twin(text, OffsetUnit::code_point);
        check_against_twin(text, OffsetUnit::utf16);
    }
}

TEST_CASE("characters that lie across the map's blocks of 64 bytes are counted once") {
    for (const std::string character : {"é", "한", "😀"}) {
        for (std::size_t before = 56; before < 72; ++before) {
            for (const std::size_t after : {0U, 1U, 59U, 60U, 61U, 64U, 200U}) {
                const std::string text = std::string(before, 'a') + character + character + std::string(after, 'b');
                check_against_twin(text, OffsetUnit::code_point);
                check_against_twin(text, OffsetUnit::utf16);
            }
        }
    }
}

TEST_CASE("the second unit of a surrogate pair has the byte at which the pair begins") {
    const OffsetMap map("a😀b", OffsetUnit::utf16);
    CHECK(map.size() == 4);
    CHECK(map.to_byte(1) == 1);
    CHECK(map.to_byte(2) == 1);
    CHECK(map.to_byte(3) == 5);
}

TEST_CASE("an offset past the text is an error that tells both numbers") {
    for (const std::string text : {"", "abc", "añ한😀"}) {
        const OffsetMap map(text, OffsetUnit::code_point);
        CHECK(map.to_byte(map.size()) == text.size());
        const std::string message = "offset " + std::to_string(map.size() + 1) + " lies past the text, which has " +
                                    std::to_string(map.size()) + " units";
        CHECK_THROWS_WITH_AS(map.to_byte(map.size() + 1), message.c_str(), std::out_of_range);
    }
}
