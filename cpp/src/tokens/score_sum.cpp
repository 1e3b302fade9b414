#include "score_sum.hpp"

namespace wirecopy::tokens {

void ScoreSum::add(const KnownWord& word) {
    if (word.scores.empty()) {
        bound_ += static_cast<double>(word.magnitude);
        if (pieces_->size - summed_ > kMostAdditions) exact();
        return;
    }
    // The pieces do not tell the steps that they were made of.
    summed_ += word.piece_count;
    for (const float score : word.scores) sum_ += score;
    bound_ = std::abs(static_cast<double>(sum_));
}

float& ScoreSum::exact() {
    if (!model_->unigram) return sum_;
    for (; summed_ < pieces_->size; ++summed_) sum_ += model_->unigram->score(pieces_->id[summed_]);
    bound_ = std::abs(static_cast<double>(sum_));
    return sum_;
}

}  // namespace wirecopy::tokens
