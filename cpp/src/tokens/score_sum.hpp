#pragma once

#include <cmath>
#include <cstddef>

#include "piece_columns.hpp"
#include "word_memo.hpp"
#include "word_model.hpp"

namespace wirecopy::tokens {

/// The score of a text so far, in the single precision of sentencepiece, which depends on the order of its pieces. The
/// exact sum is a chain of additions that takes longer than all else, and is rarely asked for: so a bound is kept, and
/// the sum is made up for when the bound does not tell enough.
class ScoreSum {
  public:
    /// `pieces` from its end on are those of the text.
    ScoreSum(const WordModel& model, const PieceColumns& pieces)
        : model_(&model), pieces_(&pieces), summed_(pieces.size) {}

    /// Whether the sum is nearer to 0 than this.
    bool is_below(float limit) { return bound_ * kSlack < static_cast<double>(limit) || std::abs(exact()) < limit; }
    /// Takes up the pieces of a word, which the columns have just got.
    void add(const KnownWord& word);
    /// The sum of all pieces in the columns.
    float& exact();
    /// Makes what `exact` has been set to the sum of all pieces in the columns.
    void set() {
        summed_ = pieces_->size;
        bound_ = std::abs(static_cast<double>(sum_));
    }

  private:
    static constexpr double kSlack = 1.01;  // for the roundings of so many additions
    static constexpr std::size_t kMostAdditions = 1U << 16U;

    const WordModel* model_;
    const PieceColumns* pieces_;
    float sum_ = 0;
    double bound_ = 0;
    std::size_t summed_;
};

}  // namespace wirecopy::tokens
