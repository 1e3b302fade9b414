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
/// Columns of the right side that are added up in registers: as many as there are, then as many as are left.
constexpr std::size_t kWide = 32;
constexpr std::size_t kNarrow = 8;
/// How many values ahead of its use a row of the right side is asked for.
constexpr std::size_t kAhead = 8;
constexpr std::size_t kLine = 64 / sizeof(double);

/// What one row of the left side makes of some columns of the right side.
using AddRow = void (*)(const CsrView& left, std::size_t row, const double* right, std::size_t stride, double* out);

template <std::size_t width>
[[gnu::always_inline]] inline void add_row(const CsrView& left, std::size_t row, const double* right,
                                           std::size_t stride, double* out) {
    std::array<double, width> sums{};
    const std::size_t end = left.end(row);
    const std::size_t last = left.column.size() - 1;
    for (std::size_t at = left.begin(row); at < end; ++at) {
        const double* ahead = right + static_cast<std::size_t>(left.column[std::min(at + kAhead, last)]) * stride;
        for (std::size_t i = 0; i < width; i += kLine) __builtin_prefetch(ahead + i);
        const double value = left.value[at];
        const double* from = right + static_cast<std::size_t>(left.column[at]) * stride;
        for (std::size_t i = 0; i < width; ++i) sums[i] += value * from[i];
    }
    std::copy(sums.begin(), sums.end(), out);
}

template <std::size_t width>
void add_row_anywhere(const CsrView& left, std::size_t row, const double* right, std::size_t stride, double* out) {
    add_row<width>(left, row, right, stride, out);
}

#if defined(__x86_64__)
WIRECOPY_BEGIN_TARGET("avx2")
template <std::size_t width>
void add_row_avx2(const CsrView& left, std::size_t row, const double* right, std::size_t stride, double* out) {
    add_row<width>(left, row, right, stride, out);
}
WIRECOPY_END_TARGET
#endif

template <std::size_t width>
AddRow chosen() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") != 0) return add_row_avx2<width>;
#endif
    return add_row_anywhere<width>;
}

}  // namespace

std::vector<double> product(const CsrView& left, const DenseView& right, const parallel::Control& control) {
    static const AddRow add_wide = chosen<kWide>();
    static const AddRow add_narrow = chosen<kNarrow>();
    const std::size_t columns = right.columns;
    if (right.value.size() != left.columns * columns) {
        throw std::invalid_argument("a matrix of " + std::to_string(left.columns) +
                                    " columns cannot be multiplied with " + std::to_string(right.rows()) + " rows");
    }
    const std::size_t wide = columns / kWide * kWide;
    const std::size_t whole = columns / kNarrow * kNarrow;
    std::vector<double> result(left.rows() * columns);
    const std::size_t tasks = (left.rows() + kRowsPerTask - 1) / kRowsPerTask;
    parallel::for_each(tasks, control, [&](std::size_t task) {
        const std::size_t last = std::min(left.rows(), (task + 1) * kRowsPerTask);
        for (std::size_t row = task * kRowsPerTask; row < last; ++row) {
            double* const out = result.data() + row * columns;
            for (std::size_t first = 0; first < whole; first += first < wide ? kWide : kNarrow) {
                (first < wide ? add_wide : add_narrow)(left, row, right.value.data() + first, columns, out + first);
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
