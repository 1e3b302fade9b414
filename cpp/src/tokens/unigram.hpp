#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "sentencepiece_model.hpp"

namespace wirecopy::tokens {

/// A piece of a normalized text, or a character that no piece covers.
struct UnigramStep {
    std::int32_t id;
    std::uint32_t begin;
    std::uint32_t end;
    float score;
};

/// The best segmentation of a unigram model (Kudo, ACL 2018), with the very roundings of sentencepiece.
///
/// sentencepiece adds scores up in single precision from the start of a text, so of two segmentations of a word that
/// are equally good, or nearly so, which one it takes depends on the sum in front of the word. `segment` therefore
/// takes that sum, and `segment_anywhere` says up to which sum it does not matter. O(n k) for n bytes and pieces of at
/// most k.
class Unigram {
  public:
    explicit Unigram(const SentencePieceModel& model);
    ~Unigram();

    /// Sets `steps` to the best segmentation of `text` behind a text of score `sum`, and `sum` to the score behind it.
    void segment(std::string_view text, float& sum, std::vector<UnigramStep>& steps) const;

    /// Sets `steps` to the segmentation that `segment` finds for every sum that is nearer to 0 than the result; it then
    /// adds their scores one by one. Negative where there is no such sum.
    float segment_anywhere(std::string_view text, std::vector<UnigramStep>& steps) const;

    /// Appends the pieces of the original of `text`, whose `steps` begin at byte `first`: unknown characters in a row
    /// become one piece, or pieces of a byte each.
    void place(const std::vector<UnigramStep>& steps, const NormalizedText& text, std::size_t first,
               std::vector<PlacedPiece>& pieces) const;

  private:
    struct Trie;
    template <typename Visit>
    void for_each_step(std::string_view text, std::size_t begin, const Visit& visit) const;

    std::unique_ptr<Trie> trie_;
    std::vector<UnigramPiece> pieces_;
    std::vector<std::int32_t> byte_pieces_;
    std::int32_t unknown_;
    float unknown_score_;
};

}  // namespace wirecopy::tokens
