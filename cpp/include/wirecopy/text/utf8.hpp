#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace wirecopy::text {

/// The offset of the first byte that is not part of well-formed UTF-8 (Unicode 15, table 3-7), if there is one.
///
/// Surrogates and overlong forms are not well-formed; NUL is. O(n).
std::optional<std::size_t> first_invalid_byte(std::string_view text);

/// True when every byte is below 0x80, so that bytes, code points and UTF-16 units count the same.
bool is_ascii(std::string_view text);

}  // namespace wirecopy::text
