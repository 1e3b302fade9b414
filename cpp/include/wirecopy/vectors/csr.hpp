#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wirecopy::vectors {

/// Sparse rows as scipy.sparse.csr_array lays them out: row `i` is `[row_begin[i], row_begin[i + 1])` of `column` and
/// `value`. Views only.
struct CsrView {
    std::span<const std::int64_t> row_begin;  ///< one more than there are rows
    std::span<const std::int32_t> column;     ///< ascends inside a row
    std::span<const double> value;
    std::size_t columns = 0;

    std::size_t rows() const { return row_begin.size() - 1; }
    std::size_t begin(std::size_t row) const { return static_cast<std::size_t>(row_begin[row]); }
    std::size_t end(std::size_t row) const { return static_cast<std::size_t>(row_begin[row + 1]); }
};

/// Sparse rows with memory of their own.
struct Csr {
    std::vector<std::int64_t> row_begin{0};
    std::vector<std::int32_t> column;
    std::vector<double> value;
    std::size_t columns = 0;

    CsrView view() const { return {row_begin, column, value, columns}; }
};

/// Dense rows back to back. A view only.
struct DenseView {
    std::span<const double> value;
    std::size_t columns = 0;

    std::size_t rows() const { return columns == 0 ? 0 : value.size() / columns; }
    std::span<const double> operator[](std::size_t row) const { return value.subspan(row * columns, columns); }
};

/// Throws std::invalid_argument, with the row, unless `matrix` is what its description says, and values are finite;
/// then nothing read through it lies out of bounds. O(rows + values).
void check(const CsrView& matrix);
void check(const DenseView& rows);

/// The same values by column: its rows are the columns of `matrix`, in order, and inside them the rows ascend.
Csr transposed(const CsrView& matrix);

}  // namespace wirecopy::vectors
