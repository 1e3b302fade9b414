#pragma once

#include <cstdint>
#include <string_view>

#include "wirecopy/tokens/words.hpp"

namespace wirecopy::tokens {

/// Appends the words of a run of Thai, Lao, Khmer or Burmese that stands at `offset` in its text, or nothing, and
/// returns false, where the run mixes them or holds other characters, or ICU's data lacks the dictionary.
///
/// The words are ICU's: at each place the longest word of its dictionary that two more can follow; what is no word is
/// joined to a short word in front of it, up to where a word can begin. O(n) for words of a bounded length.
bool append_brahmic_words(std::string_view run, std::uint32_t offset, WordColumns& words);

}  // namespace wirecopy::tokens
