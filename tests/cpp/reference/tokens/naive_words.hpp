#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/words.hpp"

namespace wirecopy::reference {

/// The word boundaries of UAX #29 in bytes, 0 and the end included, by reading the rules out, one after the other, at
/// every character. Properties come from ICU. O(n) rules, each of which looks as far as it must.
std::vector<std::uint32_t> naive_word_boundaries(std::string_view text,
                                                 tokens::WordRules rules = tokens::WordRules::unicode);

}  // namespace wirecopy::reference
