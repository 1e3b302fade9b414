#pragma once

#include <optional>

#include "bpe.hpp"
#include "piece_placer.hpp"
#include "sentencepiece_model.hpp"
#include "unigram.hpp"

namespace wirecopy::tokens {

/// What segments the words of a model that restarts at spaces: one of the two, or, where there is neither, the library.
struct WordModel {
    explicit WordModel(const SentencePieceModel& model) : placer(model) {
        if (model.is_unigram()) unigram.emplace(model);
        if (Bpe::can_do(model)) bpe.emplace(model);
    }

    std::optional<Unigram> unigram;
    std::optional<Bpe> bpe;
    PiecePlacer placer;
};

}  // namespace wirecopy::tokens
