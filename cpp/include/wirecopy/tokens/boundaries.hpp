#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace wirecopy::tokens {

enum class BoundaryUnit { words, sentences, graphemes };

/// The boundaries of UAX #29 in bytes of `text`, 0 and the end included; none for an empty text.
///
/// Raw: nothing is tailored, no dictionary is asked. Words are `find_word_boundaries`'; sentences and graphemes are
/// those of ICU's iterators of the root locale. O(n).
std::vector<std::uint32_t> boundaries(std::string_view text, BoundaryUnit unit);

}  // namespace wirecopy::tokens
