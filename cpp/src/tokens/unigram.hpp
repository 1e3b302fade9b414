#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "byte_trie.hpp"
#include "piece_placer.hpp"
#include "sentencepiece_model.hpp"

namespace wirecopy::tokens {

/// The best segmentation of a unigram model (Kudo, ACL 2018), with the very roundings of sentencepiece.
///
/// sentencepiece adds scores up in single precision from the start of a text, so of two segmentations of a word that
/// are equally good, or nearly so, which one it takes depends on the sum in front of the word. `segment` therefore
/// takes that sum, and `segment_anywhere` says up to which sum it does not matter. O(n k) for n bytes and pieces of at
/// most k.
class Unigram {
  public:
    explicit Unigram(const SentencePieceModel& model);

    /// What a step of this id adds to the score of its text.
    float score(std::int32_t id) const { return scores_[static_cast<std::size_t>(id)]; }

    /// Sets `steps` to the best segmentation of `text` behind a text of score `sum`, and `sum` to the score behind it.
    void segment(std::string_view text, float& sum, std::vector<PieceStep>& steps) const;

    /// Sets `steps` to the segmentation that `segment` finds for every sum that is nearer to 0 than the result; it then
    /// adds their scores one by one. Negative where there is no such sum.
    float segment_anywhere(std::string_view text, std::vector<PieceStep>& steps) const;

  private:
    template <typename Visit>
    void for_each_step(std::string_view text, std::size_t begin, const Visit& visit) const;

    ByteTrie pieces_;
    std::vector<float> scores_;  ///< by id
    std::int32_t unknown_;
};

}  // namespace wirecopy::tokens
