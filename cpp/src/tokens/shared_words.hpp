#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/words.hpp"

namespace wirecopy::tokens {

/// What a token is, by the characters it holds.
TokenKind kind_of_token(std::string_view token);

/// Cuts words in which a sentence begins: where the space was lost ("danger.It"), UAX #29 sees one word. Keeps its
/// memory from text to text.
class SharedWords {
  public:
    /// `words` from `first` on are those of `text`; `sentences`: where its sentences begin, in order. Each word that
    /// holds such a place becomes what stands before the mark, the mark, and what stands behind it. O(words).
    void cut(std::string_view text, std::span<const std::uint32_t> sentences, std::size_t first, WordColumns& words);

  private:
    struct Cut {
        std::size_t word;
        std::uint32_t sentence;
    };
    void find_cuts(std::span<const std::uint32_t> sentences, std::size_t first, const WordColumns& words);

    std::vector<Cut> cuts_;
    WordColumns uncut_;
};

}  // namespace wirecopy::tokens
