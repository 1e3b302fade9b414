#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/token_table.hpp"

#include "scan_notes.hpp"
#include "word_cutter.hpp"

namespace wirecopy::tokens {

/// The words of news, where they differ from UAX #29's.
///
/// - A run of one mark is one mark, as it is read: `...`, `--`, `!!`, `====`. Not brackets, each of which has a
/// partner,
///   nor pictures, each of which says something.
/// - An apostrophe beside Hangul is a quotation mark, since Korean elides nothing: 미만'이라는 is two words and a mark.
///
/// Keeps its memory from text to text.
class NewsWords {
  public:
    /// `words` from `first` on are the segments of `text`. O(n), and little on texts that have neither.
    void refine(std::string_view text, const ScanNotes& notes, std::size_t first, WordColumns& words);

  private:
    std::vector<ByteSpan> apostrophes_;
    WordCutter cutter_;
};

}  // namespace wirecopy::tokens
