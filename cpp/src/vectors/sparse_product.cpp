#include "wirecopy/vectors/sparse_product.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <stdexcept>
#include <string>

#include "wirecopy/text/target.hpp"

namespace wirecopy::vectors {
namespace {

constexpr std::size_t kRowsPerTask = 256;
/// Columns of the right side that are added up in registers.
constexpr std::size_t kWidth = 16;
/// How many values ahead of its use a row of the right side is asked for.
constexpr std::size_t kAhead = 8;

/// What one row of the left side makes of kWidth columns of the right side.
using AddRow = void (*)(const CsrView& left, std::size_t row, const double* right, std::size_t stride, double* out);

[[gnu::always_inline]] inline void add_row(const CsrView& left, std::size_t row, const double* right,
                                           std::size_t stride, double* out) {
    std::array<double, kWidth> sums{};
    const std::size_t end = left.end(row);
    const std::size_t last = left.column.size() - 1;
    for (std::size_t at = left.begin(row); at < end; ++at) {
        __builtin_prefetch(right + static_cast<std::size_t>(left.column[std::min(at + kAhead, last)]) * stride);
        const double value = left.value[at];
        const double* from = right + static_cast<std::size_t>(left.column[at]) * stride;
        for (std::size_t i = 0; i < kWidth; ++i) sums[i] += value * from[i];
    }
    std::copy(sums.begin(), sums.end(), out);
}

void add_row_anywhere(const CsrView& left, std::size_t row, const double* right, std::size_t stride, double* out) {
    add_row(left, row, right, stride, out);
}

#if defined(__x86_64__)
WIRECOPY_BEGIN_TARGET("avx2")
void add_row_avx2(const CsrView& left, std::size_t row, const double* right, std::size_t stride, double* out) {
    add_row(left, row, right, stride, out);
}
WIRECOPY_END_TARGET
#endif

AddRow chosen() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") != 0) return add_row_avx2;
#endif
    return add_row_anywhere;
}

}  // namespace

std::vector<double> product(const CsrView& left, const DenseView& right, const parallel::Control& control) {
    static const AddRow add = chosen();
    const std::size_t columns = right.columns;
    if (right.value.size() != left.columns * columns) {
        throw std::invalid_argument("a matrix of " + std::to_string(left.columns) +
                                    " columns cannot be multiplied with " + std::to_string(right.rows()) + " rows");
    }
    const std::size_t whole = columns / kWidth * kWidth;
    std::vector<double> result(left.rows() * columns);
    const std::size_t tasks = (left.rows() + kRowsPerTask - 1) / kRowsPerTask;
    parallel::for_each(tasks, control, [&](std::size_t task) {
        const std::size_t last = std::min(left.rows(), (task + 1) * kRowsPerTask);
        for (std::size_t row = task * kRowsPerTask; row < last; ++row) {
            double* const out = result.data() + row * columns;
            for (std::size_t first = 0; first < whole; first += kWidth) {
                add(left, row, right.value.data() + first, columns, out + first);
            }
            for (std::size_t at = left.begin(row); at < left.end(row); ++at) {
                const auto factor = right[static_cast<std::size_t>(left.column[at])];
                for (std::size_t column = whole; column < columns; ++column) {
                    out[column] += left.value[at] * factor[column];
                }
            }
        }
    });
    return result;
}

}  // namespace wirecopy::vectors
