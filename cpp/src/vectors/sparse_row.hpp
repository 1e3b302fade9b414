#pragma once

#include <cstddef>
#include <span>

#include "wirecopy/tokens/column.hpp"

#include "row_counter.hpp"

namespace wirecopy::vectors {

/// Sorts the counts of a row by term; all lie below `terms`. O(n) for rows that are not short.
void sort_row(std::span<Count> row, std::size_t terms, tokens::Column<Count>& spare);

}  // namespace wirecopy::vectors
