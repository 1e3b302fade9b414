#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "wirecopy/tokens/column.hpp"

namespace wirecopy::vectors {

/// Half-open, in bytes of a text.
struct ByteRun {
    std::uint32_t begin;
    std::uint32_t end;
};

/// Finds the runs of characters of one kind.
///
/// A bit a byte first, eight at a time where they are ASCII, then the ends of runs from the bits: branches that depend
/// on the length of each word would cost more than all else.
class RunFinder {
  public:
    using Predicate = bool (*)(std::uint32_t code_point);

    explicit RunFinder(Predicate predicate);

    /// The longest runs of characters that satisfy the predicate, in order, until the next call. O(n).
    const tokens::Column<ByteRun>& find(std::string_view text);

  private:
    void mark_bytes(std::string_view text);
    void mark_characters(std::string_view text);

    Predicate predicate_;
    std::array<std::uint8_t, 256> ascii_{};  ///< 1 for those that satisfy it, 0x80 for what is not ASCII
    tokens::Column<std::uint64_t> bits_;
    tokens::Column<std::uint64_t> others_;  ///< bytes that are not ASCII
    tokens::Column<ByteRun> runs_;
};

}  // namespace wirecopy::vectors
