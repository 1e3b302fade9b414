#include "whole_pieces.hpp"

#include <algorithm>
#include <stdexcept>

namespace wirecopy::vectors {

WholePieces::WholePieces(const documents::StringColumn& pieces, std::span<const std::uint32_t> whole) {
    for (const std::uint32_t piece : whole) {
        if (piece >= pieces.size()) {
            throw std::invalid_argument("piece " + std::to_string(piece) + " is not there to be cut out");
        }
        const std::string_view name = pieces[piece];
        if (name.empty() || !numbers_.emplace(name, piece).second) continue;
        if (first_bytes_.find(name.front()) == std::string::npos) first_bytes_ += name.front();
        auto& sizes = sizes_[static_cast<unsigned char>(name.front())];
        const auto place = std::lower_bound(sizes.begin(), sizes.end(), name.size(), std::greater<>());
        if (place == sizes.end() || *place != name.size()) sizes.insert(place, name.size());
    }
}

}  // namespace wirecopy::vectors
