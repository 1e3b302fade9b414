#pragma once

#include <cstddef>
#include <string_view>

#include "wirecopy/entities/words.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::entities {

/// Bytes of the possessive ending ("'s", "’s", "’S"), 0 when there is none.
std::size_t possessive_ending(std::string_view token);

/// Whether a word is of ASCII letters alone, one capital at most, in front: most are. Reads 8 bytes at a time.
bool is_plain(std::string_view text, tokens::ByteSpan span);

Shape shape_of(std::string_view word);

}  // namespace wirecopy::entities
