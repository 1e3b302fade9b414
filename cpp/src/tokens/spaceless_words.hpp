#pragma once

#include <cstddef>
#include <string_view>

#include "wirecopy/tokens/words.hpp"

namespace wirecopy::tokens {

/// Whether tokens from `first` on hold letters of scripts without spaces, which UAX #29 leaves to stand alone.
bool has_spaceless_letters(const WordColumns& words, std::size_t first);

/// Makes each of those letters a word, as UAX #29 has it.
void leave_alone(WordColumns& words, std::size_t first);

/// Joins each run of Han to one word, as Korean texts have it: they write spaces, and ICU's dictionary of Han is of
/// Chinese and Japanese words.
void join_han(std::string_view text, WordColumns& words, std::size_t first);

/// Where the next syllable of Hangul begins, from `at` on; the text's size when there is none.
std::size_t find_syllable(std::string_view text, std::size_t at);

/// Whether a text is Korean: it holds more syllables of Hangul than Han and Kana. O(n).
bool is_korean(std::string_view text);

}  // namespace wirecopy::tokens
