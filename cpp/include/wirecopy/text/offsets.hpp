#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace wirecopy::text {

/// What an offset counts: the core counts bytes, Python shows code points, a web page counts UTF-16 units.
enum class OffsetUnit { code_point, utf16 };

/// Converts between byte offsets of one well-formed UTF-8 text and offsets in another unit.
///
/// Remembers a count every 64 bytes: 1/16 of the text's size, nothing for ASCII. Building is O(n), a conversion
/// O(1) from bytes and O(log n) to bytes. The text must outlive the map.
class OffsetMap {
  public:
    OffsetMap(std::string_view text, OffsetUnit unit);

    /// The number of units before `byte`, which must be a boundary of a character and at most the text's size.
    std::size_t from_byte(std::size_t byte) const;

    /// The byte at which unit `offset` begins; the text's size for its number of units.
    /// Throws std::out_of_range past that, and for the second unit of a surrogate pair the pair's first byte is given.
    std::size_t to_byte(std::size_t offset) const;

    /// The number of units in the whole text.
    std::size_t size() const { return size_; }

  private:
    std::size_t count(std::size_t begin, std::size_t end) const;

    std::string_view text_;
    OffsetUnit unit_;
    std::size_t size_;
    std::vector<std::uint64_t> before_block_;  ///< units before each block of 64 bytes; empty for ASCII
};

/// Offsets in `unit` of byte offsets that do not descend, none of them past the end: the whole column in one pass over
/// the text, quicker than a map. `units` must have room for as many. O(n + offsets).
void from_bytes(std::string_view text, OffsetUnit unit, std::span<const std::uint32_t> bytes, std::int64_t* units);

/// The bytes at which units begin, of offsets that do not descend, none of them past the end. O(n + offsets).
void to_bytes(std::string_view text, OffsetUnit unit, std::span<const std::int64_t> units, std::uint32_t* bytes);

}  // namespace wirecopy::text
