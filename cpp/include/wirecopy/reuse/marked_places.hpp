#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "wirecopy/reuse/set_bits.hpp"
#include "wirecopy/tokens/column.hpp"

namespace wirecopy::reuse {

/// Marks at places of a long array, and how many of them stand at or before a place: 2 bits a place, O(1), one look.
class MarkedPlaces {
  public:
    MarkedPlaces() = default;
    explicit MarkedPlaces(tokens::Storage storage) : blocks_(storage) {}

    /// Makes room for so many places.
    void reserve(std::size_t places) { blocks_.reserve(places / kPlaces + 1); }

    /// Marks `place`. Places come in ascending order.
    void add(std::size_t place) {
        reach(place / kPlaces + 1);
        blocks_[place / kPlaces] |= std::uint64_t{1} << place % kPlaces;
        ++marks_;
    }

    /// Makes every place before `size` one that can be asked for.
    void finish(std::size_t size) { reach(size / kPlaces + 1); }

    std::size_t marks() const { return marks_; }
    /// The marks at `place` or before it.
    std::uint32_t through(std::size_t place) const {
        const std::uint64_t block = blocks_[place / kPlaces];
        return static_cast<std::uint32_t>(block >> kPlaces) +
               set_bits(static_cast<std::uint32_t>(block) << (kPlaces - 1 - place % kPlaces));
    }

    /// The places around one, at most from `first` to `last`, that stand behind the same mark. O(last - first) / 32.
    std::pair<std::size_t, std::size_t> behind_same_mark(std::size_t place, std::size_t first, std::size_t last) const {
        std::size_t begin = place;
        while (begin > first && !is_mark(begin)) begin = before(begin);
        std::size_t end = place + 1;
        while (end < last && !is_mark(end)) end = behind(end);
        return {std::max(begin, first), std::min(end, last)};
    }

    /// Has the cache fetch what is asked of a place.
    void prefetch(std::size_t place) const { __builtin_prefetch(&blocks_[place / kPlaces]); }

  private:
    /// Of so many places the marks are the lower half of a block, the number of marks before them the upper.
    static constexpr std::size_t kPlaces = 32;

    std::uint32_t marks_of(std::size_t place) const { return static_cast<std::uint32_t>(blocks_[place / kPlaces]); }
    bool is_mark(std::size_t place) const { return (marks_of(place) >> place % kPlaces & 1U) != 0; }
    /// The mark before a place in its block, or the last place of the block before.
    std::size_t before(std::size_t place) const {
        const std::uint32_t marks = marks_of(place) & ((1U << place % kPlaces) - 1);
        return marks == 0 ? std::max(place / kPlaces * kPlaces, std::size_t{1}) - 1
                          : place / kPlaces * kPlaces + static_cast<std::size_t>(std::bit_width(marks)) - 1;
    }
    /// The mark behind a place in its block, or the first place of the next.
    std::size_t behind(std::size_t place) const {
        const std::uint32_t marks = place % kPlaces + 1 == kPlaces ? 0 : marks_of(place) >> (place % kPlaces + 1);
        return marks == 0 ? (place / kPlaces + 1) * kPlaces
                          : place + 1 + static_cast<std::size_t>(std::countr_zero(marks));
    }

    void reach(std::size_t blocks) {
        while (blocks_.size() < blocks) blocks_.push_back(std::uint64_t{marks_} << kPlaces);
    }

    tokens::Column<std::uint64_t> blocks_;
    std::size_t marks_ = 0;
};

}  // namespace wirecopy::reuse
