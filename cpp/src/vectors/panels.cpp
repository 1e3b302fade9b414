#include "panels.hpp"

#include <algorithm>
#include <cstring>

#include "wirecopy/text/target.hpp"

namespace wirecopy::vectors {
namespace {

constexpr std::size_t kRowsPerTask = 1024;
constexpr std::size_t kSquare = kPanelColumns * kPanelColumns;
/// How many values ahead of its use a row of the right side is asked for.
constexpr std::size_t kAhead = 12;

/// What a register of AVX2 holds; elsewhere the compiler takes two.
template <typename Value>
struct VectorOf;
template <>
struct VectorOf<float> {
    using Type [[gnu::vector_size(32)]] = float;
};
template <>
struct VectorOf<double> {
    using Type [[gnu::vector_size(32)]] = double;
};

template <typename Value>
using Vector = typename VectorOf<Value>::Type;
/// Vectors of a row of a panel.
template <typename Value>
constexpr std::size_t kVectors = kPanelColumns * sizeof(Value) / sizeof(Vector<Value>);
template <typename Value>
constexpr std::size_t kLanes = kPanelColumns / kVectors<Value>;
/// Rows whose sums fit the registers.
template <typename Value>
constexpr std::size_t kAtOnce = 8 / kVectors<Value>;

template <typename Value>
[[gnu::always_inline]] inline void load(Vector<Value>& vector, const Value* from) {
    std::memcpy(&vector, from, sizeof(vector));
}
template <typename Value>
[[gnu::always_inline]] inline void store(const Vector<Value>& vector, Value* to) {
    std::memcpy(to, &vector, sizeof(vector));
}

/// Of one row of the left side.
template <typename Value>
[[gnu::always_inline]] inline void multiply_row(const SparseView<Value>& left, std::size_t row, const Value* right,
                                                Value* to) {
    Vector<Value> sums[kVectors<Value>] = {};
    const std::size_t last = left.column.size() - 1;
    const auto end = static_cast<std::size_t>(left.row_begin[row + 1]);
    for (auto at = static_cast<std::size_t>(left.row_begin[row]); at < end; ++at) {
        const auto ahead = static_cast<std::size_t>(left.column[std::min(at + kAhead, last)]);
        __builtin_prefetch(right + ahead * kPanelColumns);
        const Value* const line = right + static_cast<std::size_t>(left.column[at]) * kPanelColumns;
        for (std::size_t i = 0; i < kVectors<Value>; ++i) {
            Vector<Value> some;
            load<Value>(some, line + i * kLanes<Value>);
            sums[i] += left.value[at] * some;
        }
    }
    for (std::size_t i = 0; i < kVectors<Value>; ++i) store<Value>(sums[i], to + i * kLanes<Value>);
}

/// Adds the products of the columns of two panels over some rows.
template <typename Value>
[[gnu::always_inline]] inline void add_inner(const Value* left, const Value* right, std::size_t rows, Value* square) {
    constexpr std::size_t at_once = kAtOnce<Value>;
    for (std::size_t first = 0; first < kPanelColumns; first += at_once) {
        Vector<Value> sums[at_once][kVectors<Value>] = {};
        for (std::size_t row = 0; row < rows; ++row) {
            for (std::size_t j = 0; j < kVectors<Value>; ++j) {
                Vector<Value> some;
                load<Value>(some, right + row * kPanelColumns + j * kLanes<Value>);
                for (std::size_t i = 0; i < at_once; ++i) sums[i][j] += left[row * kPanelColumns + first + i] * some;
            }
        }
        for (std::size_t i = 0; i < at_once; ++i) {
            for (std::size_t j = 0; j < kVectors<Value>; ++j) {
                Value* const to = square + (first + i) * kPanelColumns + j * kLanes<Value>;
                Vector<Value> before;
                load<Value>(before, to);
                store<Value>(before + sums[i][j], to);
            }
        }
    }
}

/// Adds the product of some rows of a panel with a square.
template <typename Value, std::size_t at_once>
[[gnu::always_inline]] inline void add_rows_multiplied(const Value* from, const Value* square, Value* to) {
    Vector<Value> sums[at_once][kVectors<Value>];
    for (std::size_t i = 0; i < at_once; ++i) {
        for (std::size_t j = 0; j < kVectors<Value>; ++j) {
            load<Value>(sums[i][j], to + i * kPanelColumns + j * kLanes<Value>);
        }
    }
    for (std::size_t column = 0; column < kPanelColumns; ++column) {
        for (std::size_t j = 0; j < kVectors<Value>; ++j) {
            Vector<Value> some;
            load<Value>(some, square + column * kPanelColumns + j * kLanes<Value>);
            for (std::size_t i = 0; i < at_once; ++i) sums[i][j] += from[i * kPanelColumns + column] * some;
        }
    }
    for (std::size_t i = 0; i < at_once; ++i) {
        for (std::size_t j = 0; j < kVectors<Value>; ++j) {
            store<Value>(sums[i][j], to + i * kPanelColumns + j * kLanes<Value>);
        }
    }
}
template <typename Value>
[[gnu::always_inline]] inline void add_multiplied(const Value* from, const Value* square, std::size_t rows, Value* to) {
    constexpr std::size_t at_once = kAtOnce<Value>;
    std::size_t row = 0;
    for (; row + at_once <= rows; row += at_once) {
        add_rows_multiplied<Value, at_once>(from + row * kPanelColumns, square, to + row * kPanelColumns);
    }
    for (; row < rows; ++row) {
        add_rows_multiplied<Value, 1>(from + row * kPanelColumns, square, to + row * kPanelColumns);
    }
}

template <typename Value>
struct Kernels {
    void (*multiply_row)(const SparseView<Value>&, std::size_t, const Value*, Value*);
    void (*add_inner)(const Value*, const Value*, std::size_t, Value*);
    void (*add_multiplied)(const Value*, const Value*, std::size_t, Value*);
};

template <typename Value>
void multiply_row_anywhere(const SparseView<Value>& left, std::size_t row, const Value* right, Value* to) {
    multiply_row(left, row, right, to);
}
template <typename Value>
void add_inner_anywhere(const Value* left, const Value* right, std::size_t rows, Value* square) {
    add_inner(left, right, rows, square);
}
template <typename Value>
void add_multiplied_anywhere(const Value* from, const Value* square, std::size_t rows, Value* to) {
    add_multiplied(from, square, rows, to);
}

#if defined(__x86_64__)
WIRECOPY_BEGIN_TARGET("avx2")
template <typename Value>
void multiply_row_avx2(const SparseView<Value>& left, std::size_t row, const Value* right, Value* to) {
    multiply_row(left, row, right, to);
}
template <typename Value>
void add_inner_avx2(const Value* left, const Value* right, std::size_t rows, Value* square) {
    add_inner(left, right, rows, square);
}
template <typename Value>
void add_multiplied_avx2(const Value* from, const Value* square, std::size_t rows, Value* to) {
    add_multiplied(from, square, rows, to);
}
WIRECOPY_END_TARGET
#endif

template <typename Value>
const Kernels<Value>& kernels() {
    static const Kernels<Value> chosen = [] {
#if defined(__x86_64__)
        if (__builtin_cpu_supports("avx2") != 0) {
            return Kernels<Value>{multiply_row_avx2<Value>, add_inner_avx2<Value>, add_multiplied_avx2<Value>};
        }
#endif
        return Kernels<Value>{multiply_row_anywhere<Value>, add_inner_anywhere<Value>, add_multiplied_anywhere<Value>};
    }();
    return chosen;
}

/// Calls `use(task, first, rows)` for some rows at a time.
template <typename Use>
void for_rows(std::size_t rows, const parallel::Control& control, Use use) {
    parallel::for_each((rows + kRowsPerTask - 1) / kRowsPerTask, control, [&](std::size_t task) {
        const std::size_t first = task * kRowsPerTask;
        use(task, first, std::min(kRowsPerTask, rows - first));
    });
}

}  // namespace

template <typename Value>
std::vector<Value> multiply(const SparseView<Value>& left, const std::vector<Value>& right,
                            const parallel::Control& control) {
    std::vector<Value> result(left.rows() * kPanelColumns);
    const auto& kernel = kernels<Value>();
    for_rows(left.rows(), control, [&](std::size_t, std::size_t first, std::size_t rows) {
        for (std::size_t row = first; row < first + rows; ++row) {
            kernel.multiply_row(left, row, right.data(), result.data() + row * kPanelColumns);
        }
    });
    return result;
}

template <typename Value>
Eigen::MatrixXd inner_products(const Panels<Value>& left, const std::vector<Value>& right,
                               const parallel::Control& control) {
    const std::size_t tasks = (left.rows + kRowsPerTask - 1) / kRowsPerTask;
    std::vector<std::vector<Value>> parts(tasks);
    const auto& kernel = kernels<Value>();
    for_rows(left.rows, control, [&](std::size_t task, std::size_t first, std::size_t rows) {
        parts[task].resize(left.panels.size() * kSquare);
        for (std::size_t panel = 0; panel < left.panels.size(); ++panel) {
            kernel.add_inner(left.panels[panel].data() + first * kPanelColumns, right.data() + first * kPanelColumns,
                             rows, parts[task].data() + panel * kSquare);
        }
    });
    Eigen::MatrixXd result =
        Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(left.columns()), static_cast<Eigen::Index>(kPanelColumns));
    for (const std::vector<Value>& part : parts) {
        for (std::size_t i = 0; i < part.size(); ++i) {
            result(static_cast<Eigen::Index>(i / kPanelColumns), static_cast<Eigen::Index>(i % kPanelColumns)) +=
                static_cast<double>(part[i]);
        }
    }
    return result;
}

template <typename Value>
void add_products(const Panels<Value>& from, const Eigen::MatrixXd& factors, std::vector<Value>& to,
                  const parallel::Control& control) {
    std::vector<Value> squares(from.columns() * kPanelColumns);
    for (std::size_t i = 0; i < squares.size(); ++i) {
        squares[i] = static_cast<Value>(
            factors(static_cast<Eigen::Index>(i / kPanelColumns), static_cast<Eigen::Index>(i % kPanelColumns)));
    }
    const auto& kernel = kernels<Value>();
    for_rows(from.rows, control, [&](std::size_t, std::size_t first, std::size_t rows) {
        for (std::size_t panel = 0; panel < from.panels.size(); ++panel) {
            kernel.add_multiplied(from.panels[panel].data() + first * kPanelColumns, squares.data() + panel * kSquare,
                                  rows, to.data() + first * kPanelColumns);
        }
    });
}

template std::vector<float> multiply(const SparseView<float>&, const std::vector<float>&, const parallel::Control&);
template std::vector<double> multiply(const SparseView<double>&, const std::vector<double>&, const parallel::Control&);
template Eigen::MatrixXd inner_products(const Panels<float>&, const std::vector<float>&, const parallel::Control&);
template Eigen::MatrixXd inner_products(const Panels<double>&, const std::vector<double>&, const parallel::Control&);
template void add_products(const Panels<float>&, const Eigen::MatrixXd&, std::vector<float>&, const parallel::Control&);
template void add_products(const Panels<double>&, const Eigen::MatrixXd&, std::vector<double>&,
                           const parallel::Control&);

}  // namespace wirecopy::vectors
