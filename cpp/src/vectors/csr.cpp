#include "wirecopy/vectors/csr.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace wirecopy::vectors {
namespace {

void check_finite(std::span<const double> values, std::size_t row) {
    for (const double value : values) {
        if (std::isfinite(value)) continue;
        throw std::invalid_argument("row " + std::to_string(row) + " holds a value that is not finite");
    }
}

}  // namespace

void check(const CsrView& matrix) {
    if (matrix.row_begin.empty() || matrix.row_begin.front() != 0) {
        throw std::invalid_argument("row_begin must start with 0");
    }
    if (matrix.column.size() != matrix.value.size()) {
        throw std::invalid_argument(std::to_string(matrix.column.size()) + " columns for " +
                                    std::to_string(matrix.value.size()) + " values");
    }
    for (std::size_t row = 0; row < matrix.rows(); ++row) {
        const std::string where = "row " + std::to_string(row) + ": ";
        if (matrix.row_begin[row] > matrix.row_begin[row + 1] || matrix.end(row) > matrix.value.size()) {
            throw std::invalid_argument(where + "row_begin must ascend and end with the number of values");
        }
        std::int64_t last = -1;
        for (std::size_t at = matrix.begin(row); at < matrix.end(row); ++at) {
            const std::int64_t column = matrix.column[at];
            if (column <= last || static_cast<std::size_t>(column) >= matrix.columns) {
                throw std::invalid_argument(where + "columns must ascend and lie below " +
                                            std::to_string(matrix.columns));
            }
            last = column;
        }
        check_finite(matrix.value.subspan(matrix.begin(row), matrix.end(row) - matrix.begin(row)), row);
    }
    if (static_cast<std::size_t>(matrix.row_begin.back()) != matrix.value.size()) {
        throw std::invalid_argument("row_begin must end with the number of values");
    }
}

void check(const DenseView& rows) {
    for (std::size_t row = 0; row < rows.rows(); ++row) check_finite(rows[row], row);
}

Csr transposed(const CsrView& matrix) {
    if (matrix.rows() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
        throw std::invalid_argument("a matrix holds at most 2,147,483,647 rows");
    }
    Csr result;
    result.columns = matrix.rows();
    result.row_begin.assign(matrix.columns + 1, 0);
    result.column.resize(matrix.column.size());
    result.value.resize(matrix.value.size());
    for (const std::int32_t column : matrix.column) ++result.row_begin[static_cast<std::size_t>(column) + 1];
    for (std::size_t i = 0; i < matrix.columns; ++i) result.row_begin[i + 1] += result.row_begin[i];
    std::vector<std::int64_t> next(result.row_begin.begin(), result.row_begin.end() - 1);
    for (std::size_t row = 0; row < matrix.rows(); ++row) {
        for (std::size_t at = matrix.begin(row); at < matrix.end(row); ++at) {
            const auto to = static_cast<std::size_t>(next[static_cast<std::size_t>(matrix.column[at])]++);
            result.column[to] = static_cast<std::int32_t>(row);
            result.value[to] = matrix.value[at];
        }
    }
    return result;
}

}  // namespace wirecopy::vectors
