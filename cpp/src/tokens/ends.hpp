#pragma once

#include <cstdint>
#include <string_view>

#include "wirecopy/tokens/column.hpp"

namespace wirecopy::tokens {

enum class Ends : std::uint8_t { lines, sentences };

/// Appends the places in [begin, end) at which lines end, or those at which sentences may: for lines CR and LF of one
/// end both, for sentences every terminator and U+2026, and perhaps others. O(n), 64 bytes at a time where the path
/// taken (words.hpp) allows.
void append_ends(std::string_view text, std::size_t begin, std::size_t end, Ends ends, Column<std::uint32_t>& places);

/// The same on `Path::avx512`.
void append_ends_avx512(std::string_view text, std::size_t begin, std::size_t end, Ends ends,
                        Column<std::uint32_t>& places);

}  // namespace wirecopy::tokens
