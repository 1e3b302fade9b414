#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// `number`: a number stands on one side at least. `name`: both sides are capitalised words. Else `words`.
enum class ChangeKind : std::uint8_t { number, name, words };

/// A place where two texts differ, in bytes of each; empty on one side where words were put in or left out.
struct Change {
    tokens::ByteSpan a;
    tokens::ByteSpan b;
    ChangeKind kind;
};

/// Where the words of two texts differ after folding, in order. Punctuation and white space do not count.
/// Cost as of `anchored_align`.
std::vector<Change> word_diff(std::string_view a, std::string_view b);

}  // namespace wirecopy::reuse
