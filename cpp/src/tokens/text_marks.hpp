#pragma once

#include <cstdint>
#include <string_view>

#include "wirecopy/tokens/token_table.hpp"

#include "break_iterator.hpp"

namespace wirecopy::tokens {

/// Marks where sentences and paragraphs start among tokens. Not for several threads at once.
class TextMarker {
  public:
    TextMarker() : sentences_(BoundaryUnit::sentences) {}

    /// Adds the marks of `text`, whose tokens are those of `table` from `first` on.
    void mark(std::string_view text, std::uint64_t first, TokenTable& table);

  private:
    std::uint64_t mark_paragraph(std::string_view text, ByteSpan paragraph, std::uint64_t token, TokenTable& table);

    BreakIterator sentences_;
};

}  // namespace wirecopy::tokens
