#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <Eigen/Dense>

#include "wirecopy/parallel/for_each.hpp"

namespace wirecopy::vectors {

/// Columns of a panel: as many as one line of the cache holds in single precision.
constexpr std::size_t kPanelColumns = 16;

/// A high matrix in panels of kPanelColumns columns, the rows of each back to back.
template <typename Value>
struct Panels {
    std::size_t rows = 0;
    std::vector<std::vector<Value>> panels = {};

    std::size_t columns() const { return panels.size() * kPanelColumns; }
};

/// Sparse rows with values of any precision. A view only.
template <typename Value>
struct SparseView {
    std::span<const std::int64_t> row_begin;
    std::span<const std::int32_t> column;
    std::span<const Value> value;

    std::size_t rows() const { return row_begin.size() - 1; }
};

// Sums run in a fixed order, without fused operations, so they depend neither on the threads nor on the machine.

/// `left * right`, of which `right` has a row for each column of `left`. O(values).
template <typename Value>
std::vector<Value> multiply(const SparseView<Value>& left, const std::vector<Value>& right,
                            const parallel::Control& control);

/// `left.transpose() * right`, in single precision for so many rows at a time, whose sums are added in double
/// precision.
template <typename Value>
Eigen::MatrixXd inner_products(const Panels<Value>& left, const std::vector<Value>& right,
                               const parallel::Control& control);

/// `to += from * factors`, of which a row is there for each column of `from`.
template <typename Value>
void add_products(const Panels<Value>& from, const Eigen::MatrixXd& factors, std::vector<Value>& to,
                  const parallel::Control& control);

}  // namespace wirecopy::vectors
