#pragma once

#include <cstddef>
#include <cstdint>

#include "wirecopy/reuse/set_bits.hpp"
#include "wirecopy/tokens/column.hpp"

namespace wirecopy::reuse {

/// Marks at places of a long array, and how many of them stand at or before a place: 1.5 bits a place, O(1).
class MarkedPlaces {
  public:
    /// Marks `place`. Places come in ascending order.
    void add(std::size_t place) {
        reach(place / kBits + 1);
        bits_[place / kBits] |= std::uint64_t{1} << place % kBits;
        ++marks_;
    }

    /// Makes every place before `size` one that can be asked for.
    void finish(std::size_t size) { reach(size / kBits + 1); }

    std::size_t marks() const { return marks_; }
    /// The marks at `place` or before it.
    std::uint32_t through(std::size_t place) const {
        const std::uint64_t up_to = bits_[place / kBits] << (kBits - 1 - place % kBits);
        return before_[place / kBits] + set_bits(up_to);
    }

  private:
    static constexpr std::size_t kBits = 64;

    void reach(std::size_t words) {
        while (bits_.size() < words) {
            bits_.push_back(0);
            before_.push_back(static_cast<std::uint32_t>(marks_));
        }
    }

    tokens::Column<std::uint64_t> bits_;
    tokens::Column<std::uint32_t> before_;
    std::size_t marks_ = 0;
};

}  // namespace wirecopy::reuse
