#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wirecopy::testing {

/// A piece of a sentencepiece model and the logarithm of its probability.
struct Piece {
    std::string_view surface;  ///< "▁" stands for a space
    float score;
};

/// The bytes of a unigram model of these pieces, after <unk> (0), <s> (1) and </s> (2). Texts are taken as they are:
/// no normalisation, no space added before or taken away.
std::string unigram_model(const std::vector<Piece>& pieces);

}  // namespace wirecopy::testing
