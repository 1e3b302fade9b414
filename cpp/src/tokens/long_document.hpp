#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/tokens/segments.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::tokens {

/// Whether a text of so many bytes is read in parts: threads share it, and one alone keeps a part in its cache.
bool is_long(std::size_t bytes);

/// Where a text may be cut so that its parts have the tokens of the whole: 0, its size, and places about `size` bytes
/// apart, as far as there are any.
///
/// Such a place is behind a line feed, between a space and a letter or digit of ASCII, or between an ideographic full
/// stop and Han: whatever stands around it, UAX #29 breaks there, no rule of news joins, and no run that a dictionary
/// reads goes across. O(size) a part.
std::vector<std::size_t> safe_cuts(std::string_view text, std::size_t size);

/// The table of one document, as `Tokenizer::add` makes it, by several threads. O(n).
TokenTable tokenize_long(std::string_view text, const SegmentRules& rules, const parallel::Control& control);

}  // namespace wirecopy::tokens
