#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

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

    /// The places around one, at most from `first` to `last`, that stand behind the same mark. O(last - first) / 64.
    std::pair<std::size_t, std::size_t> behind_same_mark(std::size_t place, std::size_t first, std::size_t last) const {
        std::size_t begin = place;
        while (begin > first && !is_mark(begin)) begin = before(begin);
        std::size_t end = place + 1;
        while (end < last && !is_mark(end)) end = behind(end);
        return {std::max(begin, first), std::min(end, last)};
    }

  private:
    static constexpr std::size_t kBits = 64;

    bool is_mark(std::size_t place) const { return (bits_[place / kBits] >> place % kBits & 1U) != 0; }
    /// The mark before a place in its word of bits, or the last place of the word before.
    std::size_t before(std::size_t place) const {
        const std::uint64_t bits = bits_[place / kBits] & ((std::uint64_t{1} << place % kBits) - 1);
        return bits == 0 ? std::max(place / kBits * kBits, std::size_t{1}) - 1
                         : place / kBits * kBits + static_cast<std::size_t>(std::bit_width(bits)) - 1;
    }
    /// The mark behind a place in its word of bits, or the first place of the next word.
    std::size_t behind(std::size_t place) const {
        const std::uint64_t bits = place % kBits + 1 == kBits ? 0 : bits_[place / kBits] >> (place % kBits + 1);
        return bits == 0 ? (place / kBits + 1) * kBits : place + 1 + static_cast<std::size_t>(std::countr_zero(bits));
    }

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
