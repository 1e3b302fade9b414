#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/vectors/piece_cutter.hpp"

namespace wirecopy::vectors {

/// A byte-pair model in the way of Llama's `tokenizer.json`.
struct BytePairModel {
    NumberedPieces pieces;
    documents::StringColumn sides;              ///< the two pieces of each merge, the most urgent first
    std::string prefix;                         ///< what stands before every text that is not empty
    std::string space;                          ///< what a space becomes
    std::optional<std::uint32_t> unknown = {};  ///< what stands for a character that is no piece
    bool bytes_of_unknown = false;              ///< such a character becomes the pieces <0x00> to <0xFF> instead
    bool join_unknown = false;                  ///< unknown characters that follow each other are one
    NumberedPieces whole = {};                  ///< what is cut out of a text before all else
};

/// Cuts texts into pieces: of neighbours that are a merge the most urgent are joined, the first of equals, until there
/// are none (Sennrich, Haddow & Birch, "Neural machine translation of rare words with subword units", ACL 2016).
///
/// No merge reaches over a place where the two characters around it stand in no piece together, so texts are cut there
/// first, and what is between two cuts is looked up if it was seen before.
class BytePairs final : public PieceCutter {
  public:
    /// Throws std::invalid_argument when a merge has or makes a piece that is not there; the message names it.
    explicit BytePairs(const BytePairModel& model);
    ~BytePairs() override;

    std::size_t size() const override;
    /// O(n) for text that was seen before, O(n log n) at most.
    void append(std::string_view text, PieceMemory& memory, std::vector<std::uint32_t>& pieces) const override;

  private:
    struct Tables;
    std::unique_ptr<const Tables> tables_;
};

}  // namespace wirecopy::vectors
