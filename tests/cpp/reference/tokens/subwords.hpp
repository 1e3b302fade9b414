#pragma once

#include <string_view>
#include <vector>

#include "support/unigram_model.hpp"

namespace wirecopy::reference {

/// The highest sum of scores with which pieces make up `text`, every way tried; minus infinity where none does.
double best_score(const std::vector<testing::Piece>& pieces, std::string_view text);

}  // namespace wirecopy::reference
