#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::vectors {

/// Numbers distinct keys from 0 on, in the order in which they come. Keys are hashes already, so their low bits choose
/// the slot of an open table.
class KeyNumbers {
  public:
    KeyNumbers();

    /// The number of `key`, the next one if it has none yet. Throws std::length_error at 2^31 keys. O(1).
    std::uint32_t number(tokens::TokenKey key);
    std::optional<std::uint32_t> find(tokens::TokenKey key) const;
    std::size_t size() const { return size_; }

  private:
    struct Slot {
        tokens::TokenKey key = 0;
        std::uint32_t number = kFree;
    };
    static constexpr std::uint32_t kFree = 0xFFFFFFFF;

    /// Where `key` is, or else where it would be.
    std::size_t place(tokens::TokenKey key) const;
    void grow();

    std::vector<Slot> slots_;  ///< a power of two, at most half full
    std::uint32_t size_ = 0;
};

}  // namespace wirecopy::vectors
