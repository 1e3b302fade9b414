#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wirecopy::vectors {

/// Numbers distinct keys from 0 on, in the order in which they come. Keys are hashes already, so their low bits choose
/// the slot of an open table.
class KeyNumbers {
  public:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    KeyNumbers() : slots_(1024) {}

    /// The number of `key`, the next one if it has none yet. Throws std::length_error at 2^31 keys. O(1).
    std::uint32_t number(std::uint64_t key) {
        Slot& slot = slots_[place(key)];
        return slot.number != kNone ? slot.number : add(key);
    }
    /// The number of `key`, or kNone.
    std::uint32_t find(std::uint64_t key) const { return slots_[place(key)].number; }
    /// Brings what the other calls read of `key` into the cache.
    void prefetch(std::uint64_t key) const { __builtin_prefetch(&slots_[static_cast<std::size_t>(key) & mask()]); }
    std::size_t size() const { return size_; }

  private:
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t number = kNone;
    };

    std::size_t mask() const { return slots_.size() - 1; }
    /// Where `key` is, or else where it would be.
    std::size_t place(std::uint64_t key) const {
        std::size_t at = static_cast<std::size_t>(key) & mask();
        while (slots_[at].number != kNone && slots_[at].key != key) at = (at + 1) & mask();
        return at;
    }
    std::uint32_t add(std::uint64_t key);

    std::vector<Slot> slots_;  ///< a power of two, at most half full
    std::uint32_t size_ = 0;
};

}  // namespace wirecopy::vectors
