#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "wirecopy/reuse/flat_words.hpp"

namespace wirecopy::reuse {

/// Remembers which equal words were met, so that a run is compared once and not at each of its fingerprints. Forgets
/// what others take the place of, which costs time and changes nothing. Several threads may share it.
class KnownRuns {
  public:
    /// Room for about one run in 64 words.
    explicit KnownRuns(std::size_t words)
        : bits_(std::clamp(static_cast<unsigned>(std::bit_width(words / 64)), kLeastBits, kMostBits)),
          slots_(std::size_t{1} << bits_) {}

    /// `words` equal words from these places on lead to one meeting.
    void add(FlatWords::Place a, FlatWords::Place b, std::size_t words) {
        const std::uint32_t diagonal = spread(b - a);
        const std::uint64_t tag = diagonal & (0xFFFFFFFFU >> bits_);
        const std::uint64_t size = std::min<std::size_t>(words, kMostWords);
        slots_[diagonal >> (32U - bits_)].store(std::uint64_t{a} << 32U | tag << kSizeBits | size,
                                                std::memory_order_relaxed);
    }

    bool holds(FlatWords::Place a, FlatWords::Place b) const {
        const std::uint32_t diagonal = spread(b - a);
        const std::uint64_t slot = slots_[diagonal >> (32U - bits_)].load(std::memory_order_relaxed);
        const auto tag = static_cast<std::uint32_t>(slot) >> kSizeBits;
        return tag == (diagonal & (0xFFFFFFFFU >> bits_)) &&
               a - static_cast<FlatWords::Place>(slot >> 32U) < (slot & kMostWords);
    }

  private:
    static constexpr unsigned kSizeBits = 14;
    static constexpr std::uint64_t kMostWords = (1U << kSizeBits) - 1;
    static constexpr unsigned kLeastBits = kSizeBits;  // the tag must fit beside the size
    static constexpr unsigned kMostBits = 24;

    /// Another number for each.
    static std::uint32_t spread(std::uint32_t difference) { return difference * 0x9E3779B1U; }

    unsigned bits_;
    std::vector<std::atomic<std::uint64_t>> slots_;
};

}  // namespace wirecopy::reuse
