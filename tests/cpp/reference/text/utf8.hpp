#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace wirecopy::reference {

/// The twin of text::first_invalid_byte: table 3-7 of the Unicode Standard, row by row.
std::optional<std::size_t> first_invalid_byte(std::string_view text);

}  // namespace wirecopy::reference
