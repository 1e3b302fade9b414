#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace wirecopy::tokens {

enum class BoundaryUnit { words, sentences, graphemes };

/// The boundaries of UAX #29 in bytes of `text`, 0 and the end included; none for an empty text.
///
/// By ICU's iterators of the root locale, with their documented tailorings and, for words, their dictionaries in
/// runs of Han, Kana, Thai, Lao, Khmer and Burmese. O(n).
std::vector<std::uint32_t> boundaries(std::string_view text, BoundaryUnit unit);

}  // namespace wirecopy::tokens
