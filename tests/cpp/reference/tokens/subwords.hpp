#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "support/subword_models.hpp"

namespace wirecopy::reference {

/// A piece as sentencepiece gives it, its span in code points.
struct PieceSpan {
    std::int32_t id;
    std::int32_t begin;
    std::int32_t end;
    friend bool operator==(const PieceSpan&, const PieceSpan&) = default;
};

/// What the library itself makes of each text, taken whole; nothing for a model that it refuses, and none of the pieces
/// of a text that it refuses.
std::optional<std::vector<std::vector<PieceSpan>>> subwords(std::string_view model,
                                                            const std::vector<std::string>& texts);

/// The highest sum of scores with which pieces make up `text`, every way tried; minus infinity where none does.
double best_score(const std::vector<testing::Piece>& pieces, std::string_view text);

}  // namespace wirecopy::reference
