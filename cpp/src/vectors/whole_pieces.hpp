#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "wirecopy/vectors/piece_cutter.hpp"

namespace wirecopy::vectors {

/// Pieces that are cut out of a text before all else, such as <s>: the first in the text, of those the longest.
class WholePieces {
  public:
    explicit WholePieces(const NumberedPieces& whole);

    /// Calls `stretch(text)` for what is between them and `piece(number)` for each, in order. O(n), and where one could
    /// begin O(sizes of those that begin so).
    template <typename Stretch, typename Piece>
    void cut(std::string_view text, Stretch stretch, Piece piece) const {
        std::size_t begin = 0;
        for (std::size_t at = 0; (at = next_candidate(text, at)) < text.size();) {
            const auto found = longest_at(text.substr(at));
            if (found == numbers_.end()) {
                ++at;
                continue;
            }
            stretch(text.substr(begin, at - begin));
            piece(found->second);
            at += found->first.size();
            begin = at;
        }
        stretch(text.substr(begin));
    }

  private:
    /// Names looked up without making strings of them.
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    using Numbers = std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>>;

    /// Where from `at` on one could begin.
    std::size_t next_candidate(std::string_view text, std::size_t at) const {
        if (first_bytes_.empty()) return text.size();
        if (first_bytes_.size() == 1) return std::min(text.find(first_bytes_.front(), at), text.size());
        while (at < text.size() && sizes_[static_cast<unsigned char>(text[at])].empty()) ++at;
        return at;
    }
    /// The longest that a text begins with.
    Numbers::const_iterator longest_at(std::string_view text) const {
        for (const std::size_t size : sizes_[static_cast<unsigned char>(text.front())]) {
            if (size > text.size()) continue;
            if (const auto found = numbers_.find(text.substr(0, size)); found != numbers_.end()) return found;
        }
        return numbers_.end();
    }

    Numbers numbers_;
    std::string first_bytes_;
    std::array<std::vector<std::size_t>, 256> sizes_;  ///< of those that begin with a byte, the longest first
};

}  // namespace wirecopy::vectors
