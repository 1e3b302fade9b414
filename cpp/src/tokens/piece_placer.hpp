#pragma once

#include <cstdint>
#include <vector>

#include "sentencepiece_model.hpp"

namespace wirecopy::tokens {

/// A piece of a normalized text, or a character that no piece covers.
struct PieceStep {
    std::int32_t id;
    std::uint32_t begin;
    std::uint32_t end;
    float score;
};

/// Turns the steps through a normalized text into pieces of its original.
class PiecePlacer {
  public:
    explicit PiecePlacer(const SentencePieceModel& model)
        : byte_pieces_(model.byte_pieces()), unknown_(model.unknown()) {}

    /// Appends the pieces of the original of `text`, whose `steps` begin at byte `first`: unknown characters in a row
    /// become one piece, or pieces of a byte each.
    void place(const std::vector<PieceStep>& steps, const NormalizedText& text, std::size_t first,
               std::vector<PlacedPiece>& pieces) const {
        bool unknown_before = false;
        for (const PieceStep& step : steps) {
            const auto begin = static_cast<std::uint32_t>(text.origin[first + step.begin]);
            const auto end = static_cast<std::uint32_t>(text.origin[first + step.end]);
            const bool unknown = step.id == unknown_;
            if (unknown && !byte_pieces_.empty()) {
                for (std::size_t at = step.begin; at < step.end; ++at) {
                    const auto byte = static_cast<unsigned char>(text.text[first + at]);
                    pieces.push_back({byte_pieces_[byte], begin, at + 1 == step.end ? end : begin});
                }
            } else if (unknown && unknown_before) {
                pieces.back().end = end;
            } else {
                pieces.push_back({step.id, begin, end});
            }
            unknown_before = unknown;
        }
    }

  private:
    std::vector<std::int32_t> byte_pieces_;
    std::int32_t unknown_;
};

}  // namespace wirecopy::tokens
