#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace wirecopy::entities {

/// A word before an apostrophe, and what stands behind it, in bytes.
struct BeforeApostrophe {
    std::size_t begin;
    std::size_t end;
    std::size_t behind;

    std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
};

/// Calls `take` with each word of a few ASCII letters before an apostrophe that has more behind it, until it says
/// false. O(n).
void each_before_apostrophe(std::string_view text, const std::function<bool(const BeforeApostrophe&)>& take);

/// Whether a word is elided before others ("l", "dell"), in any language.
bool is_elided(std::string_view word);

}  // namespace wirecopy::entities
