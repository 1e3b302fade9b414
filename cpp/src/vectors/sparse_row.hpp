#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/tokens/column.hpp"

namespace wirecopy::vectors {

/// How often a document has a term.
struct Count {
    std::uint32_t term;  ///< its number, later its column
    std::int32_t count;  ///< of hashed terms also negative
};

/// Counts what documents have, one after the other, and in how many of them it comes.
class RowCounter {
  public:
    /// Terms are below `terms`; more may come, and cost memory when they do.
    explicit RowCounter(std::size_t terms) : cells_(terms) {}

    void prefetch(std::uint32_t term) const {
        if (term < cells_.size()) __builtin_prefetch(&cells_[term]);
    }

    /// Adds to the count of a term in the row that begins at `row_begin` of `counts` and ends where that does. O(1).
    void add(std::uint32_t term, std::int32_t times, std::size_t row_begin, tokens::Column<Count>& counts) {
        if (term >= cells_.size()) cells_.resize(std::max<std::size_t>(std::size_t{term} + 1, 2 * cells_.size()));
        Cell& cell = cells_[term];
        // What an earlier row left is told by what stands there now, so nothing is cleared between rows.
        const std::size_t at = row_begin + cell.place;
        if (at < counts.size() && counts[at].term == term) {
            counts[at].count += times;
        } else {
            cell.place = static_cast<std::uint32_t>(counts.size() - row_begin);
            ++cell.documents;
            counts.push_back({term, times});
        }
        cell.times += times;
    }

    std::int64_t document_frequency(std::size_t term) const {
        return term < cells_.size() ? cells_[term].documents : 0;
    }
    std::int64_t frequency(std::size_t term) const { return term < cells_.size() ? cells_[term].times : 0; }

  private:
    struct Cell {
        std::uint32_t place = 0;  ///< in the last row that had it
        std::uint32_t documents = 0;
        std::int64_t times = 0;
    };
    std::vector<Cell> cells_;
};

/// Sorts the counts of a row by term; all lie below `terms`. O(n) for rows that are not short.
void sort_row(std::span<Count> row, std::size_t terms, tokens::Column<Count>& spare);

}  // namespace wirecopy::vectors
