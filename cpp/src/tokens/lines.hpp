#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::tokens {

/// A line that holds something, without the white space around it.
struct Line {
    ByteSpan span;
    std::uint32_t blank_before;  ///< blank lines between the line before and this one
    std::uint32_t start;         ///< first byte, white space included
};

/// Bytes of the end of a line that stands at `at`, 0 when none does.
std::size_t line_end_size(std::string_view text, std::size_t at);

/// Appends the lines of a text that ends at `ends` (`append_ends`).
void append_lines(std::string_view text, std::span<const std::uint32_t> ends, std::vector<Line>& lines);

/// About how much room [begin, end) takes, in columns of a fixed-width font; wide characters take two.
std::uint32_t columns(std::string_view text, std::uint32_t begin, std::uint32_t end);

}  // namespace wirecopy::tokens
