#include "word_shape.hpp"

#include <algorithm>

#include <unicode/uchar.h>

namespace wirecopy::tokens {
namespace {

/// True when `holds` is true of every character; false of an empty word.
template <typename Predicate>
bool all_of(std::string_view word, Predicate holds) {
    for (std::size_t at = 0; at < word.size();) {
        const Character character = character_at(word, at, word.size());
        if (!is_ignored(character.kind) && !holds(character)) return false;
        at = character.next;
    }
    return !word.empty();
}

constexpr std::size_t kLongestPart = 2;
constexpr std::u16string_view kCyrillicConsonants = u"БВГДЖЗКЛМНПСТФХЦЧШЩбвгджзклмнпстфхцчшщ";

/// Letters without case of alphabets, whose words are not one letter long. Han, Kana and Hangul are others.
bool is_of_alphabet(std::int32_t c) {
    return c < 0x2E80 && !is_hangul(c);
}

bool is_cyrillic(std::int32_t c) {
    return c >= 0x0400 && c < 0x0530;
}

/// Of Cyrillic letters those that are consonants in every language. Р is none: Serbian has words like крв.
bool is_vowel(std::int32_t c) {
    if (is_cyrillic(c)) return kCyrillicConsonants.find(static_cast<char16_t>(c)) == std::u16string_view::npos;
    if (c > 0x7F) return true;  // most letters beyond ASCII are vowels with marks, and none tells an abbreviation
    return is_ascii_vowel(static_cast<char>(c));
}

}  // namespace

bool is_quotation(std::int32_t c) {
    if (c == '"' || c == '\'') return true;
    if (c >= 0x2018 && c <= 0x201F) return true;
    return c > 0x7F && u_hasBinaryProperty(c, UCHAR_QUOTATION_MARK) != 0;
}

bool is_opening(std::int32_t c, bool before_word) {
    if (c <= 0x7F) return c == '(' || c == '[' || c == '{';
    if (c == 0x2018 || c == 0x201C) return before_word;
    if (c == 0x2019 || c == 0x201D) return false;
    const auto category = u_charType(c);
    return category == U_START_PUNCTUATION || (category == U_INITIAL_PUNCTUATION && before_word);
}

bool is_hangul(std::int32_t c) {
    return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3130 && c <= 0x318F);
}

bool is_plain(std::string_view word) {
    return word.size() > kLongestWithoutVowel && (is_ascii_small(word[0]) || is_ascii_capital(word[0])) &&
           std::all_of(word.begin() + 1, word.end(), is_ascii_small);
}

bool is_number(std::string_view word) {
    return all_of(word, [](const Character& c) {
        return c.kind == SentenceBreak::numeric || c.code_point == '.' || c.code_point == ',';
    });
}

bool is_roman(std::string_view word) {
    return word.size() <= 6 && all_of(word, [&](const Character& c) {
               return c.code_point == 'I' || c.code_point == 'V' || c.code_point == 'X' ||
                      (word.size() > 1 && (c.code_point == 'L' || c.code_point == 'C'));
           });
}

bool is_one_letter(std::string_view word) {
    return letters_of(word) == 1 && all_of(word, [](const Character& c) { return is_letter(c.kind); });
}

bool is_initials(std::string_view word) {
    std::size_t letters = 0;
    bool joined = false;
    for (std::size_t at = 0; at < word.size();) {
        const Character character = character_at(word, at, word.size());
        at = character.next;
        const bool has_case = character.kind == SentenceBreak::lower || character.kind == SentenceBreak::upper;
        const bool is_caseless = character.kind == SentenceBreak::letter && is_of_alphabet(character.code_point);
        if (has_case || (is_caseless && word.find('.') != word.npos)) {
            if (++letters > (joined || word.find('.') != word.npos ? kLongestPart : 1)) return false;
        } else if (character.code_point == '.' || character.code_point == '-') {
            joined = true;
            letters = 0;
        } else if (!is_ignored(character.kind)) {
            return false;
        }
    }
    return letters > 0;
}

bool has_lone_letters(std::string_view word) {
    const std::int32_t c = character_at(word, 0, word.size()).code_point;
    return c >= 0x0590 && c < 0x0900;
}

bool has_no_vowel(std::string_view word) {
    bool small = false;
    return letters_of(word) <= kLongestWithoutVowel &&
           all_of(word,
                  [&small](const Character& c) {
                      small = small || c.kind == SentenceBreak::lower;
                      return is_letter(c.kind) && !is_vowel(c.code_point);
                  }) &&
           small;
}

bool ends_in_vowel(std::string_view word) {
    return !word.empty() && static_cast<unsigned char>(word.back()) < 0x80 &&
           is_vowel(static_cast<unsigned char>(word.back()));
}

bool is_small(std::string_view word) {
    return all_of(word, [](const Character& c) { return c.kind == SentenceBreak::lower; });
}

bool is_capitalised(std::string_view word) {
    if (word.empty()) return false;
    const Character first = character_at(word, 0, word.size());
    return first.kind == SentenceBreak::upper && is_small(word.substr(first.next));
}

std::size_t letters_of(std::string_view word) {
    std::size_t letters = 0;
    for (std::size_t at = 0; at < word.size();) {
        const Character character = character_at(word, at, word.size());
        letters += is_letter(character.kind) ? 1 : 0;
        at = character.next;
    }
    return letters;
}

std::string titlecased(std::string_view word) {
    std::string result;
    if (word.size() < 2 || !std::all_of(word.begin(), word.end(), is_ascii_capital)) return result;
    result = word;
    std::transform(result.begin() + 1, result.end(), result.begin() + 1,
                   [](char c) { return static_cast<char>(c | 0x20); });
    return result;
}

std::string small_first(std::string_view word) {
    std::string result(word);
    if (!result.empty() && is_ascii_capital(result.front())) result.front() = static_cast<char>(result.front() | 0x20);
    return result;
}

}  // namespace wirecopy::tokens
