#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wirecopy/documents/corpus.hpp"

namespace wirecopy::vectors {

/// Pieces that are cut out of a text before all else, such as <s>: the first in the text, of those the longest.
class WholePieces {
  public:
    /// Throws std::invalid_argument when a piece is not there.
    WholePieces(const documents::StringColumn& pieces, std::span<const std::uint32_t> whole);

    /// Calls `stretch(text)` for what is between them and `piece(number)` for each, in order. O(n * whole pieces).
    template <typename Stretch, typename Piece>
    void cut(std::string_view text, Stretch stretch, Piece piece) const {
        std::vector<std::size_t> next(whole_.size());  // where each comes next
        for (std::size_t i = 0; i < next.size(); ++i) next[i] = text.find(whole_[i].first);
        std::size_t begin = 0;
        while (true) {
            std::size_t which = 0;
            std::size_t found = std::string_view::npos;
            for (std::size_t i = 0; i < next.size(); ++i) {
                if (next[i] != std::string_view::npos && next[i] < begin) next[i] = text.find(whole_[i].first, begin);
                if (next[i] >= found) continue;
                found = next[i];
                which = i;
            }
            stretch(text.substr(begin, found - begin));
            if (found == std::string_view::npos) return;
            piece(whole_[which].second);
            begin = found + whole_[which].first.size();
        }
    }

  private:
    std::vector<std::pair<std::string, std::uint32_t>> whole_;  ///< the longest first
};

}  // namespace wirecopy::vectors
