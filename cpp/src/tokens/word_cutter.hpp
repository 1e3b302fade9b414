#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/token_table.hpp"

#include "word_properties.hpp"

namespace wirecopy::tokens {

/// What a token is, by the characters it holds.
TokenKind kind_of_token(std::string_view token);

/// Cuts words at marks that UAX #29 takes for parts of them. Keeps its memory from text to text.
class WordCutter {
  public:
    /// `words` from `first` on are those of `text` before dictionaries join their letters. Each word that holds one of
    /// `marks`, which are in order, and more on both sides becomes what stands before the mark, the mark, and what
    /// stands behind it. O(words).
    void cut(std::string_view text, std::span<const ByteSpan> marks, std::size_t first, WordColumns& words);

    /// The same with the marks before `sentences`, which are in order: where the space between two sentences was lost
    /// ("danger.It"), a sentence begins inside a word.
    void cut_at_sentences(std::string_view text, std::span<const std::uint32_t> sentences, std::size_t first,
                          WordColumns& words);

  private:
    struct Cut {
        std::size_t word;
        ByteSpan mark;
    };
    /// Letters of scripts without spaces count as `most` at most.
    void make_cuts(std::string_view text, Weight most, WordColumns& words);

    std::vector<Cut> cuts_;
    WordColumns uncut_;
};

}  // namespace wirecopy::tokens
