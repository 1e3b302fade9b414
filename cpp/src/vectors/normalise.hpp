#pragma once

#include <string_view>

#include "wirecopy/tokens/column.hpp"
#include "wirecopy/vectors/analysis.hpp"

namespace wirecopy::vectors {

/// The text in lower case (Unicode's full mappings without a language, as Python's `str.lower`). O(n).
void lower(std::string_view text, tokens::Column<char>& to);

/// Takes the accents from a text, in place. O(n).
void strip_accents(Accents accents, tokens::Column<char>& text);

/// White space as Python sees it: Unicode's White_Space and U+001C to U+001F.
bool is_space(std::uint32_t code_point);

/// A letter, a number or `_`: what `\w` is in Python.
bool is_word_character(std::uint32_t code_point);

inline std::string_view view(const tokens::Column<char>& text) {
    return {text.data(), text.size()};
}

}  // namespace wirecopy::vectors
