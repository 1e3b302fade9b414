#pragma once

#include <cstdint>
#include <string_view>

#include "wirecopy/tokens/words.hpp"

namespace wirecopy::tokens {

/// Appends the words of a run of Han and Kana that stands at `offset` in its text, or nothing, and returns false, where
/// the run holds other characters, compatibility forms among them, or ICU's data lacks the dictionary.
///
/// The words are ICU's: of all ways to make the run of words of its dictionary the one of least cost (Viterbi), where
/// an unknown character costs 255 and a run of Katakana what its length says. ICU converts each run, checks its
/// normal form and searches the root of its trie for each character; here the root is a table. O(n).
bool append_cjk_words(std::string_view run, std::uint32_t offset, WordColumns& words);

}  // namespace wirecopy::tokens
