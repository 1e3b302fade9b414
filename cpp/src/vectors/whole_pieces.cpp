#include "whole_pieces.hpp"

#include <algorithm>
#include <stdexcept>

namespace wirecopy::vectors {

WholePieces::WholePieces(const documents::StringColumn& pieces, std::span<const std::uint32_t> whole) {
    for (const std::uint32_t piece : whole) {
        if (piece >= pieces.size()) {
            throw std::invalid_argument("piece " + std::to_string(piece) + " is not there to be cut out");
        }
        if (!pieces[piece].empty()) whole_.emplace_back(pieces[piece], piece);
    }
    std::stable_sort(whole_.begin(), whole_.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
}

}  // namespace wirecopy::vectors
