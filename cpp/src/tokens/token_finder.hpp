#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "wirecopy/tokens/segments.hpp"
#include "wirecopy/tokens/token_table.hpp"

#include "news_words.hpp"
#include "token_keys.hpp"
#include "word_cutter.hpp"

namespace wirecopy::tokens {

/// Finds the tokens of one text after another, with their keys, in memory that it keeps. Not for several threads at
/// once.
class TokenFinder {
  public:
    /// Appends the tokens of `text`, where sentences begin at `sentences`. `is_korean` tells of the text that this one
    /// is a part of, where it is known. O(n).
    void find(std::string_view text, const SegmentRules& rules, std::span<const std::uint32_t> sentences,
              std::optional<bool> is_korean, TokenTable& to);

    /// Adds the keys of the tokens from `first` on.
    void add_keys(std::string_view text, std::size_t first, TokenTable& to);

  private:
    NewsWords news_;
    WordCutter cutter_;
    KeyMaker keys_;
};

}  // namespace wirecopy::tokens
