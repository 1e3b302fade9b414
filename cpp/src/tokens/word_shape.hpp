#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "sentence_break.hpp"

namespace wirecopy::tokens {

constexpr std::int32_t kEllipsis = 0x2026;

inline bool is_space(SentenceBreak kind) {
    return kind == SentenceBreak::space || ends_line(kind);
}
inline bool is_letter(SentenceBreak kind) {
    return kind == SentenceBreak::lower || kind == SentenceBreak::upper || kind == SentenceBreak::letter;
}
inline bool is_word(SentenceBreak kind) {
    return is_letter(kind) || kind == SentenceBreak::numeric;
}
inline bool is_ascii_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
inline bool is_ascii_capital(char c) {
    return c >= 'A' && c <= 'Z';
}
inline bool is_ascii_small(char c) {
    return c >= 'a' && c <= 'z';
}
inline bool is_ascii_vowel(char c) {
    constexpr std::uint32_t vowels =
        1U << 1 | 1U << 5 | 1U << 9 | 1U << 15 | 1U << 21 | 1U << 25;  // by their last bits
    const auto letter = static_cast<unsigned char>(c);
    return letter >= 'A' && letter < 0x80 && (vowels >> (letter & 0x1FU) & 1U) != 0;
}
/// Full stops, hyphens and apostrophes inside a word: Lt.-Col, Int'l.
inline bool joins_word(std::int32_t c) {
    return c == '.' || c == '-' || c == '\'' || c == 0x2019;
}
inline bool is_dash(std::int32_t c) {
    return c == '-' || (c >= 0x2012 && c <= 0x2015);
}
inline bool is_bullet(std::int32_t c) {
    return c == 0x2022 || c == 0x2023 || c == 0x2043 || c == 0x25A0 || c == 0x25AA || c == 0x25BA || c == 0x25CB ||
           c == 0x25CF || c == 0x25E6;
}
/// Spanish marks that open a question or an exclamation.
inline bool is_inverted(std::int32_t c) {
    return c == 0xBF || c == 0xA1;
}
bool is_quotation(std::int32_t c);
/// Whether a mark opens rather than closes; some do either, and open when a word is attached.
bool is_opening(std::int32_t c, bool before_word);
/// Whether a mark closes even with a space before it: « Bonjour ! »
inline bool closes_after_space(std::int32_t c) {
    return c == 0xBB || c == 0x203A || c == 0x201D || c == ')' || c == ']';
}
bool is_hangul(std::int32_t c);

/// Words with more letters are no abbreviations, whether they have a vowel or not.
constexpr std::size_t kLongestWithoutVowel = 5;
/// Six small ASCII letters or more, the first perhaps a capital: a word that no rule for short forms speaks of.
bool is_plain(std::string_view word);
/// Digits only, with full stops and commas between them.
bool is_number(std::string_view word);
/// A Roman numeral in capitals, of two letters or more, or a sole I, V or X.
bool is_roman(std::string_view word);
bool is_one_letter(std::string_view word);
/// One letter with case, or several parts of one or two letters that full stops or hyphens join: J, U.S, z.B, J.-P,
/// यू.के.
bool is_initials(std::string_view word);
/// Of a script where one letter alone with a full stop is an abbreviation and never a word (Arabic, Hebrew).
bool has_lone_letters(std::string_view word);
/// A short word with small letters and no vowel, of Latin or Cyrillic: Bd, vgl, Mrd, пгт, Дж.
bool has_no_vowel(std::string_view word);
bool ends_in_vowel(std::string_view word);
/// Small letters only.
bool is_small(std::string_view word);
/// A capital, then small letters only.
bool is_capitalised(std::string_view word);
std::size_t letters_of(std::string_view word);
/// Words in capitals as Names are written; empty for others. ASCII only.
std::string titlecased(std::string_view word);
/// The word with a small first letter. ASCII only.
std::string small_first(std::string_view word);

}  // namespace wirecopy::tokens
