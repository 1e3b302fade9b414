#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "wirecopy/vectors/piece_cutter.hpp"

#include "key_numbers.hpp"

namespace wirecopy::vectors {

/// The pieces of runs that were seen before, told apart by 64-bit hashes, and room to work in. It forgets all when it
/// holds too much.
class PieceMemory {
  public:
    static constexpr std::size_t kLongest = 64;  ///< bytes of a run that is kept

    /// A piece where it stands, in a list from which pieces are taken out.
    struct Symbol {
        std::uint32_t piece;
        std::size_t before;
        std::size_t next;
    };

    std::optional<std::span<const std::uint32_t>> find(std::uint64_t key) const {
        const std::uint32_t number = numbers_.find(key);
        if (number == KeyNumbers::kNone) return std::nullopt;
        return std::span(pieces_).subspan(begin_[number], begin_[number + 1] - begin_[number]);
    }
    void add(std::uint64_t key, std::span<const std::uint32_t> pieces) {
        if (numbers_.size() == kMost) {
            numbers_ = KeyNumbers();
            pieces_.clear();
            begin_.assign(1, 0);
        }
        numbers_.number(key);
        pieces_.insert(pieces_.end(), pieces.begin(), pieces.end());
        begin_.push_back(static_cast<std::uint32_t>(pieces_.size()));
    }

    std::vector<Symbol> symbols;
    std::vector<std::uint32_t> made;
    std::string text;
    bool after_unknown = false;  ///< the last piece stands for unknown characters of the same text

  private:
    static constexpr std::size_t kMost = std::size_t{1} << 18U;

    KeyNumbers numbers_;
    std::vector<std::uint32_t> begin_{0};
    std::vector<std::uint32_t> pieces_;
};

}  // namespace wirecopy::vectors
