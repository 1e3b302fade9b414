#include "reference/tokens/subwords.hpp"

#include <algorithm>
#include <limits>

namespace wirecopy::reference {

double best_score(const std::vector<testing::Piece>& pieces, std::string_view text) {
    if (text.empty()) return 0;
    double best = -std::numeric_limits<double>::infinity();
    for (const testing::Piece& piece : pieces) {
        if (!text.starts_with(piece.surface)) continue;
        best = std::max(best, static_cast<double>(piece.score) + best_score(pieces, text.substr(piece.surface.size())));
    }
    return best;
}

}  // namespace wirecopy::reference
