#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace wirecopy::text {

/// What an offset counts: the core counts bytes, Python shows code points, a web page counts UTF-16 units.
enum class OffsetUnit { code_point, utf16 };

/// Converts between byte offsets of one well-formed UTF-8 text and offsets in another unit, one by one or whole
/// columns.
///
/// Marks the bytes at which units begin and counts them every 64 bytes: a quarter of the text's size, nothing for
/// ASCII. Building is O(n); a conversion is O(1) from bytes, O(log n) to bytes and O(1) where a column ascends. The
/// text must outlive the map.
class OffsetMap {
  public:
    OffsetMap(std::string_view text, OffsetUnit unit);

    /// The number of units before `byte`, which must be a boundary of a character and at most the text's size.
    std::size_t from_byte(std::size_t byte) const;
    /// The same of a column; `units` must have room for as many.
    void from_bytes(std::span<const std::uint32_t> bytes, std::int64_t* units) const;
    /// The same; the results may be written over the column.
    void from_bytes(std::span<const std::uint32_t> bytes, std::uint32_t* units) const;

    /// The byte at which unit `offset` begins; the text's size for its number of units.
    /// Throws std::out_of_range past that, and for the second unit of a surrogate pair the pair's first byte is given.
    std::size_t to_byte(std::size_t offset) const;
    /// The same of a column of offsets that do not descend; `bytes` must have room for as many.
    void to_bytes(std::span<const std::int64_t> offsets, std::uint32_t* bytes) const;

    /// The number of units in the whole text.
    std::size_t size() const { return size_; }

    /// 64 bytes of the text: a bit where a unit begins, and the units before them. The second unit of a surrogate pair
    /// begins at the second byte of its character.
    struct Block {
        std::uint64_t begins;
        std::uint64_t before;
    };

  private:
    std::string_view text_;
    OffsetUnit unit_;
    std::size_t size_;
    std::vector<Block> blocks_;  ///< the last holds the text's end; none for ASCII
};

}  // namespace wirecopy::text
