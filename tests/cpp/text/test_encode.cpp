#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/text/encode.hpp"

namespace {

using namespace wirecopy::text;

/// The definition of UTF-8 (Unicode 15, table 3-6), a character at a time, up to the first that has no form.
std::string encoded_slowly(const std::vector<std::uint32_t>& units) {
    std::string result;
    for (const std::uint32_t unit : units) {
        if (unit > 0x10FFFF || (unit >= 0xD800 && unit <= 0xDFFF)) return result;
        if (unit < 0x80) {
            result += static_cast<char>(unit);
        } else if (unit < 0x800) {
            result += {static_cast<char>(0xC0 + unit / 64), static_cast<char>(0x80 + unit % 64)};
        } else if (unit < 0x10000) {
            result += {static_cast<char>(0xE0 + unit / 4096), static_cast<char>(0x80 + unit / 64 % 64),
                       static_cast<char>(0x80 + unit % 64)};
        } else {
            result += {static_cast<char>(0xF0 + unit / 262144), static_cast<char>(0x80 + unit / 4096 % 64),
                       static_cast<char>(0x80 + unit / 64 % 64), static_cast<char>(0x80 + unit % 64)};
        }
    }
    return result;
}

template <typename Unit>
void check(const std::vector<std::uint32_t>& wanted) {
    const std::vector<Unit> units(wanted.begin(), wanted.end());
    const std::string expected = encoded_slowly({units.begin(), units.end()});
    for (const Encoder encoder : encoders()) {
        const WideText text{units.data(), units.size(), sizeof(Unit)};
        std::string bytes(most_bytes(text), '\xFF');
        const Encoded done = encoder(text, bytes.data());
        REQUIRE(bytes.substr(0, done.bytes) == expected);
        const bool all_read = done.units == units.size();
        REQUIRE((all_read || encoded_slowly({units[done.units]}).empty()));
        REQUIRE(encoded_slowly({units.begin(), units.begin() + static_cast<std::ptrdiff_t>(done.units)}) == expected);
    }
}

}  // namespace

TEST_CASE("every encoder writes what the definition of UTF-8 says, up to the first surrogate") {
    std::mt19937 random(1);
    const std::vector<std::uint32_t> edges = {0,      0x7F,   0x80,   0xFF,    0x7FF,    0x800,    0xD7FF,    0xD800,
                                              0xDFFF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF, 0x110000, 0xFFFFFFFF};
    for (int round = 0; round < 4000; ++round) {
        std::vector<std::uint32_t> units(random() % 200);
        const std::size_t rare = 1 + random() % 60;  // most news is ASCII with a quotation mark here and there
        for (std::uint32_t& unit : units) {
            const std::size_t drawn = random() % rare != 0 ? 'a' + random() % 26
                                      : random() % 3 == 0  ? edges[random() % edges.size()]
                                      : random() % 2 == 0  ? 0x2019
                                                           : random() % 0xD800;
            unit = static_cast<std::uint32_t>(drawn);
        }
        check<std::uint8_t>(units);
        check<std::uint16_t>(units);
        check<std::uint32_t>(units);
    }
}
