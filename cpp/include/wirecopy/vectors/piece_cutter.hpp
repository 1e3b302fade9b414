#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "wirecopy/documents/corpus.hpp"

namespace wirecopy::vectors {

/// Pieces and the number of each, which need be neither in order nor without gaps. Views only.
struct NumberedPieces {
    documents::StringColumn names = {};
    std::span<const std::uint32_t> numbers = {};
};

/// What numbers are below. Throws std::invalid_argument unless each name has one.
std::size_t size_of(const NumberedPieces& pieces, const NumberedPieces& whole);

/// What a cutter saw before and room to work in; one for each thread.
class PieceMemory;

/// Cuts texts into the pieces of a model, by number. Several threads may use one.
class PieceCutter {
  public:
    PieceCutter() = default;
    PieceCutter(const PieceCutter&) = delete;
    PieceCutter& operator=(const PieceCutter&) = delete;
    virtual ~PieceCutter() = default;

    /// Pieces are below this number.
    virtual std::size_t size() const = 0;
    /// Appends the pieces of a text. `memory` has served no other cutter.
    virtual void append(std::string_view text, PieceMemory& memory, std::vector<std::uint32_t>& pieces) const = 0;
};

}  // namespace wirecopy::vectors
