#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/vectors/piece_cutter.hpp"

namespace wirecopy::vectors {

/// For each document the mean of the rows of `table` that its pieces have, 0 where it has none. `table` holds
/// `dimensions` numbers a piece. Throws std::invalid_argument where it holds fewer pieces than the model.
/// O(pieces * dimensions).
std::vector<float> mean_rows(const documents::Corpus& corpus, const PieceCutter& cutter, std::span<const float> table,
                             std::size_t dimensions, const parallel::Control& control);

/// How often each piece comes in all documents. O(pieces).
std::vector<std::int64_t> count_pieces(const documents::Corpus& corpus, const PieceCutter& cutter,
                                       const parallel::Control& control);

/// The pieces of all documents, and where those of each begin.
struct PieceLists {
    std::vector<std::int64_t> document_begin;  ///< one more than there are documents
    std::vector<std::uint32_t> pieces;
};

PieceLists list_pieces(const documents::Corpus& corpus, const PieceCutter& cutter, const parallel::Control& control);

}  // namespace wirecopy::vectors
