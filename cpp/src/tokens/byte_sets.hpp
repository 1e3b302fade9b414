#pragma once

#include <array>
#include <cstdint>

#include "word_properties.hpp"

namespace wirecopy::tokens {

/// A set of bytes below 128 as a matrix of bits: row by the low four bits, bit by the high three. Two shuffles look
/// 64 bytes up at once.
struct ByteSet {
    alignas(16) std::array<std::uint8_t, 16> row{};

    void add(unsigned byte) { row[byte & 15U] |= static_cast<std::uint8_t>(1U << (byte >> 4U)); }
};

/// What a block of text is made of, by the first byte of a character or, for those of two or three bytes, by the six
/// bits of the last one (the bytes before it say which set to ask).
struct ByteSets {
    // ASCII
    ByteSet letter, digit, connector, mid_letter, mid_letter_but_colon, mid_num, space, blank, symbol;
    ByteSet line_end, sentence_end;
    // C2 and C3: U+0080 to U+00FF
    ByteSet c2_letter, c2_symbol, c2_blank, c2_known, c3_letter;
    // First bytes, without their high bit, after which any second byte makes a letter: Latin and Cyrillic for the most
    ByteSet letter_lead;
    // E2 80: U+2000 to U+203F, the quotes and dashes of news
    ByteSet general_quote, general_known, general_line_end, general_sentence_end;
    // First bytes, without their high bit, of other characters that may end a sentence
    ByteSet sentence_end_lead;

    ByteSets();
};

/// Made once, from the properties.
extern const ByteSets kByteSets;

/// What the characters are that no set knows, one byte for each of their bytes. A flag alone means what it says;
/// two of them that exclude each other mean something else.
struct Flags {
    static constexpr unsigned letter = 1, digit = 2, katakana = 4, extend = 8, mid_letter = 16, mid_num = 32;
    static constexpr unsigned symbol = 64, blank = 128;
    static constexpr unsigned odd = letter | digit;           ///< only the automaton knows what to do
    static constexpr unsigned ideograph = letter | katakana;  ///< joins nothing; the dictionary will
    static constexpr unsigned space = blank | symbol;         ///< WSegSpace
};

/// By WordProperty::byte.
extern const std::array<std::uint8_t, 256> kFlags;

}  // namespace wirecopy::tokens
