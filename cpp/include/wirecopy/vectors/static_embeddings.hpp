#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/vectors/csr.hpp"
#include "wirecopy/vectors/piece_cutter.hpp"

namespace wirecopy::vectors {

/// A number of 16 bits as IEEE 754 has it (binary16).
struct Half {
    std::uint16_t bits;
};

/// A row of numbers for each piece. Views only.
struct PieceTable {
    std::variant<std::span<const float>, std::span<const Half>> values;  ///< row by row
    std::size_t dimensions;
    std::span<const float> weights = {};  ///< of each piece; none: all count alike

    std::size_t rows() const;
};

/// For each document the mean of the rows of its pieces, each times its weight; 0 where it has none. Sums are of single
/// precision, in the order in which pieces come first. Throws std::invalid_argument where the table has rows or weights
/// for fewer pieces than the model. O(text + distinct pieces of each document * dimensions).
std::vector<float> mean_rows(const documents::Corpus& corpus, const PieceCutter& cutter, const PieceTable& table,
                             const parallel::Control& control);

/// The same of pieces that are counted already, a row of `counts` for each document and a column for each piece.
std::vector<float> mean_rows(const CsrView& counts, const PieceTable& table, const parallel::Control& control);

/// How often each piece comes in all documents. O(text).
std::vector<std::int64_t> count_pieces(const documents::Corpus& corpus, const PieceCutter& cutter,
                                       const parallel::Control& control);

/// The pieces of all documents, and where those of each begin.
struct PieceLists {
    std::vector<std::int64_t> document_begin;  ///< one more than there are documents
    std::vector<std::uint32_t> pieces;
};

PieceLists list_pieces(const documents::Corpus& corpus, const PieceCutter& cutter, const parallel::Control& control);

}  // namespace wirecopy::vectors
