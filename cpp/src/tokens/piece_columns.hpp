#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "wirecopy/tokens/column.hpp"

namespace wirecopy::tokens {

/// Columns of pieces with room behind what is written.
struct PieceColumns {
    Column<std::int32_t> id;
    Column<std::int32_t> begin;
    Column<std::int32_t> end;
    std::size_t size = 0;  ///< rows written

    /// Makes sure that there are `count` more rows to write to.
    void make_room(std::size_t count) {
        if (size + count > id.size()) resize(std::max(size + size / 2, size + count));
    }
    void push_back(std::int32_t piece, std::int32_t from, std::int32_t to) {
        make_room(1);
        id[size] = piece;
        begin[size] = from;
        end[size] = to;
        ++size;
    }
    /// Drops what was not written to.
    void finish() { resize(size); }

  private:
    void resize(std::size_t rows) {
        for (Column<std::int32_t>* column : {&id, &begin, &end}) column->resize(rows);
    }
};

/// Byte offsets of a text, which come in ascending order, in code points.
class CodePoints {
  public:
    explicit CodePoints(std::string_view text) : text_(text) {}

    /// An offset inside a character counts as its start.
    std::int32_t at(std::size_t byte) {
        for (; byte_ < byte; ++byte_) count_ += static_cast<std::int32_t>(!continues(byte_));
        return count_ - static_cast<std::int32_t>(byte < text_.size() && continues(byte));
    }

  private:
    bool continues(std::size_t byte) const { return (static_cast<unsigned char>(text_[byte]) & 0xC0U) == 0x80U; }

    std::string_view text_;
    std::size_t byte_ = 0;
    std::int32_t count_ = 0;
};

}  // namespace wirecopy::tokens
