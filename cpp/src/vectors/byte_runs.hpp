#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "wirecopy/tokens/column.hpp"

namespace wirecopy::vectors {

/// What a run is of.
enum class RunsOf : std::uint8_t { word_characters, all_but_spaces };

/// Finds the runs of characters of one kind.
///
/// A bit a byte first, many at a time where they are ASCII, then the ends of runs from the bits: branches that depend
/// on the length of each word would cost more than all else.
class RunFinder {
  public:
    explicit RunFinder(RunsOf kind) : kind_(kind) {}

    /// Finds the longest runs of characters of the kind, in order. O(n).
    void find(std::string_view text);

    /// What was found last, in bytes of the text.
    std::size_t size() const { return begin_.size(); }
    std::uint32_t begin(std::size_t run) const { return begin_[run]; }
    std::uint32_t end(std::size_t run) const { return end_[run]; }

  private:
    template <typename Kind>
    void mark_bytes(std::string_view text);
    void mark_characters(std::string_view text);

    RunsOf kind_;
    tokens::Column<std::uint64_t> bits_;
    tokens::Column<std::uint64_t> others_;  ///< bytes that are not ASCII
    tokens::Column<std::uint32_t> begin_;
    tokens::Column<std::uint32_t> end_;
};

}  // namespace wirecopy::vectors
