#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace wirecopy::text {

/// The offset of the first byte that is not part of well-formed UTF-8 (Unicode 15, table 3-7), if there is one.
///
/// Surrogates and overlong forms are not well-formed; NUL is. O(n).
std::optional<std::size_t> first_invalid_byte(std::string_view text);

/// True when every byte is below 0x80, so that bytes, code points and UTF-16 units count the same.
bool is_ascii(std::string_view text);

/// One character of a text.
struct Character {
    std::uint32_t code_point;
    std::uint32_t size;  ///< bytes
};

/// The character that begins at `at`, which must be inside the text.
///
/// Of well-formed UTF-8 it is what the bytes say. Bytes that are no character count one by one as U+FFFD, or as what
/// they would say if they were well-formed; never reads past the end.
inline Character character_at(std::string_view text, std::size_t at) {
    constexpr std::uint32_t replacement = 0xFFFD;
    const auto byte = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i]));
    };
    const std::uint32_t lead = byte(0);
    const std::size_t left = text.size() - at;
    if (lead < 0x80) return {lead, 1};
    if (lead < 0xC0) return {replacement, 1};
    if (lead < 0xE0 && left >= 2) return {(lead & 0x1FU) << 6U | (byte(1) & 0x3FU), 2};
    if (lead < 0xF0 && left >= 3) return {(lead & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU), 3};
    if (lead < 0xF5 && left >= 4) {
        const std::uint32_t code_point =
            (lead & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U | (byte(3) & 0x3FU);
        return {code_point < 0x110000 ? code_point : replacement, 4};
    }
    return {replacement, 1};
}

}  // namespace wirecopy::text
