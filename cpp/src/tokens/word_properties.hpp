#pragma once

#include <array>
#include <cstdint>

namespace wirecopy::tokens {

/// Word_Break of a code point (UAX #29, table 3). Told apart are pictographs, since a ZWJ joins them (WB3c), and the
/// colon, a mid_letter that joins no words of news.
enum class WordClass : std::uint8_t {
    other,
    cr,
    lf,
    newline,
    extend,
    zwj,
    regional_indicator,
    format,
    katakana,
    hebrew_letter,
    letter,
    single_quote,
    double_quote,
    mid_num_let,
    mid_letter,
    mid_num,
    numeric,
    extend_num_let,
    space,
    pictograph,
    pictograph_letter,
    colon,
};
constexpr unsigned kWordClasses = 22;

/// What a code point makes of the segment that holds it: the strongest of a segment counts.
enum class Weight : std::uint8_t {
    blank,  ///< white space, controls, invisible characters: alone they are no token
    mark,   ///< what clings to another character: carries nothing of its own, but can be seen
    punctuation,
    symbol,
    number,
    word,
    dictionary,  ///< a letter of a script that writes no spaces: Han, Kana, Thai, Lao, Khmer, Burmese
};

/// Both of them in a byte.
struct WordProperty {
    std::uint8_t byte;

    constexpr WordProperty() : byte(0) {}
    constexpr WordProperty(WordClass word_class, Weight weight)
        : byte(static_cast<std::uint8_t>(static_cast<unsigned>(word_class) | static_cast<unsigned>(weight) << 5U)) {}

    constexpr WordClass word_class() const { return static_cast<WordClass>(byte & 31U); }
    constexpr Weight weight() const { return static_cast<Weight>(byte >> 5U); }
};

/// Made by generate_word_properties.cpp from ICU's properties: blocks of 64 code points, equal ones written once.
extern const char* const kWordPropertiesUnicode;  ///< the version of Unicode, such as "15.0"
extern const std::array<std::uint16_t, 0x110000 / 64> kWordBlock;
extern const std::uint8_t kWordProperties[][64];

inline WordProperty word_property(std::uint32_t code_point) {
    WordProperty property;
    property.byte = kWordProperties[kWordBlock[code_point >> 6U]][code_point & 63U];
    return property;
}

}  // namespace wirecopy::tokens
