#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "wirecopy/tokens/segments.hpp"
#include "wirecopy/tokens/token_table.hpp"

#include "news_words.hpp"
#include "scan_notes.hpp"
#include "token_keys.hpp"
#include "word_cutter.hpp"

namespace wirecopy::tokens {

/// Finds the tokens of one text after another, with their keys, in memory that it keeps. Not for several threads at
/// once.
class TokenFinder {
  public:
    /// Appends the segments of `text` by UAX #29, without keys, and takes notes: the first half of the work, which
    /// tells where sentences are to be looked for. O(n).
    const ScanNotes& scan(std::string_view text, WordRules rules, TokenTable& to);

    /// Makes tokens of the segments from `first` on, those of the text that was scanned last; sentences begin at
    /// `sentences`. `is_korean` tells of the text that this one is a part of, where it is known. O(n).
    void finish(std::string_view text, const SegmentRules& rules, std::span<const std::uint32_t> sentences,
                std::optional<bool> is_korean, std::size_t first, TokenTable& to);

    /// Adds the keys of the tokens from `first` on.
    void add_keys(std::string_view text, std::size_t first, TokenTable& to);

  private:
    ScanNotes notes_;
    NewsWords news_;
    WordCutter cutter_;
    KeyMaker keys_;
};

}  // namespace wirecopy::tokens
