#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "byte_trie.hpp"
#include "piece_placer.hpp"
#include "sentencepiece_model.hpp"

namespace wirecopy::tokens {

/// Byte-pair encoding (Sennrich et al., ACL 2016) of short texts: of all pairs of neighbours that make a piece, the one
/// of the best score is merged, the leftmost of equals, until none is left. O(n^2) for n characters, without the heap
/// that long texts need.
class Bpe {
  public:
    /// False for models of other kinds, and where a piece is unused or a control character.
    static bool can_do(const SentencePieceModel& model);
    explicit Bpe(const SentencePieceModel& model);

    /// Sets `steps` to the pieces of a normalized text; their scores are 0, since nothing adds them up.
    void segment(std::string_view text, std::vector<PieceStep>& steps) const;

  private:
    ByteTrie pieces_;
    ByteTrie symbols_;                 ///< user-defined ones, which are cut out first and never merged
    std::vector<std::int32_t> order_;  ///< by id: the greater, the better
    std::int32_t unknown_;
};

}  // namespace wirecopy::tokens
