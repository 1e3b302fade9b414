#include "whole_pieces.hpp"

#include <algorithm>
#include <stdexcept>

namespace wirecopy::vectors {

std::size_t size_of(const NumberedPieces& pieces, const NumberedPieces& whole) {
    std::size_t size = 0;
    for (const NumberedPieces& some : {pieces, whole}) {
        if (some.names.size() != some.numbers.size()) {
            throw std::invalid_argument(std::to_string(some.names.size()) + " pieces have " +
                                        std::to_string(some.numbers.size()) + " numbers");
        }
        for (const std::uint32_t number : some.numbers) size = std::max(size, std::size_t{number} + 1);
    }
    return size;
}

WholePieces::WholePieces(const NumberedPieces& whole) {
    size_of(whole, {});
    for (std::size_t i = 0; i < whole.names.size(); ++i) {
        const std::string_view name = whole.names[i];
        if (name.empty() || !numbers_.emplace(name, whole.numbers[i]).second) continue;
        if (first_bytes_.find(name.front()) == std::string::npos) first_bytes_ += name.front();
        auto& sizes = sizes_[static_cast<unsigned char>(name.front())];
        const auto place = std::lower_bound(sizes.begin(), sizes.end(), name.size(), std::greater<>());
        if (place == sizes.end() || *place != name.size()) sizes.insert(place, name.size());
    }
}

}  // namespace wirecopy::vectors
