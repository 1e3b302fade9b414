#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "byte_trie.hpp"

namespace wirecopy::tokens {

/// Tells which characters the normalizer of a sentencepiece model leaves as they are, without running it.
class PlainText {
  public:
    /// `map`: the character map of the model, "<size of the trie> <double array>...", which the library has found
    /// sound. `symbols`: its user-defined symbols, which the normalizer looks for in texts.
    PlainText(std::string_view map, const std::vector<std::string_view>& symbols);

    /// True when the normalizer leaves each character of well-formed UTF-8 as it is, one by one, and none is U+2581.
    bool is_plain(std::string_view text) const;
    /// The ASCII spaces that occur in keys of the map beside something else. What it cannot tell counts as occurring.
    std::string spaces_inside_keys() const;

  private:
    ByteTrie map_;
    ByteTrie symbols_;
    /// ASCII characters that are plain in front of each other.
    std::array<bool, 128> is_plain_{};
};

}  // namespace wirecopy::tokens
