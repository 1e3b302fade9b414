#pragma once

#include <cstdint>
#include <vector>

#include "wirecopy/entities/words.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::entities {

/// The words of a document in 8 bytes each: what their tokens do not tell. What is more than its token, or less
/// ("U.S.", "Russia's"), is kept whole.
class KeptWords {
  public:
    KeptWords() = default;
    /// `words` are those of `tokens`, see `read_words`.
    KeptWords(const tokens::TokenView& tokens, const std::vector<Word>& words);

    /// Puts the words into `words` as they were. O(tokens).
    void read(const tokens::TokenView& tokens, std::vector<Word>& words) const;

  private:
    struct Kept {
        std::uint64_t number : 30;
        std::uint64_t cues : 25;
        std::uint64_t shape : 3;
        std::uint64_t gap : 4;
        std::uint64_t opens : 1;
        std::uint64_t whole : 1;  ///< the next of `whole_`
    };

    std::uint8_t language_ = 0;
    std::vector<Kept> words_;
    std::vector<Word> whole_;
};

}  // namespace wirecopy::entities
