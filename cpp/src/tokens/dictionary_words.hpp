#pragma once

#include <string_view>

#include "wirecopy/tokens/words.hpp"

namespace wirecopy::tokens {

/// Joins letters of Han, Kana, Thai, Lao, Khmer and Burmese, which UAX #29 leaves to stand alone, into words by ICU's
/// dictionaries. The tokens of `text` are those of `words` from `first` on; no other script's tokens change.
///
/// A run of such letters gives the words that ICU's word iterator gives of the run by itself. O(n).
void join_by_dictionary(std::string_view text, WordColumns& words, std::size_t first);

}  // namespace wirecopy::tokens
