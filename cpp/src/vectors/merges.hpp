#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "piece_memory.hpp"

namespace wirecopy::vectors {

/// Which two pieces that follow each other are joined, and what is joined first.
class Merges {
  public:
    Merges() : slots_(1024) {}

    /// Of pairs that come twice the later rank counts.
    void set(std::uint32_t left, std::uint32_t right, std::uint32_t rank, std::uint32_t piece);

    /// Joins what may be joined, the least rank first and of equals the first, until nothing is left; what became part
    /// of the piece before it has kTaken in its place. O(n log n).
    void join(PieceMemory& memory) const;

    static constexpr std::uint32_t kTaken = 0xFFFFFFFF;

  private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    struct Merge {
        std::uint64_t pair = 0;
        std::uint32_t rank = kNone;  ///< kNone: no merge
        std::uint32_t piece = 0;     ///< what the two become
    };

    static std::uint64_t pair_of(std::uint32_t left, std::uint32_t right) { return std::uint64_t{left} << 32U | right; }
    /// Where a pair is, or else where it would be.
    std::size_t place(std::uint64_t pair) const {
        const std::uint64_t product = pair * 0x9E3779B97F4A7C15U;
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = static_cast<std::size_t>(product ^ product >> 32U) & mask;
        while (slots_[at].rank != kNone && slots_[at].pair != pair) at = (at + 1) & mask;
        return at;
    }
    /// Its rank is kNone where the two are not joined.
    const Merge& find(std::uint32_t left, std::uint32_t right) const { return slots_[place(pair_of(left, right))]; }

    void join_few(PieceMemory& memory) const;
    void join_many(PieceMemory& memory) const;

    std::vector<Merge> slots_;  ///< a power of two, at most half full
    std::size_t size_ = 0;
};

}  // namespace wirecopy::vectors
