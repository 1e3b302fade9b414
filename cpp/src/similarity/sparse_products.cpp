#include "sparse_products.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wirecopy::similarity {
namespace {

double length_of(std::span<const double> values) {
    double sum = 0;
    for (const double value : values) sum += value * value;
    return std::sqrt(sum);
}

}  // namespace

ColumnIndex::ColumnIndex(const vectors::CsrView& rows)
    : rows_(rows), postings_(rows.value.size()), column_begin_(rows.columns + 1) {
    for (const std::int32_t column : rows.column) ++column_begin_[static_cast<std::size_t>(column) + 1];
    for (std::size_t i = 0; i < rows.columns; ++i) column_begin_[i + 1] += column_begin_[i];
    std::vector<std::uint64_t> next(column_begin_.begin(), column_begin_.end() - 1);
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        for (std::size_t at = rows.begin(row); at < rows.end(row); ++at) {
            postings_[next[static_cast<std::size_t>(rows.column[at])]++] = {static_cast<std::uint32_t>(row),
                                                                            static_cast<float>(rows.value[at])};
        }
        longest_ = std::max(longest_, length_of(rows.value.subspan(rows.begin(row), rows.end(row) - rows.begin(row))));
    }
}

std::span<const ColumnIndex::Posting> ColumnIndex::postings(std::size_t at, std::size_t first) const {
    const auto column = static_cast<std::size_t>(rows_.column[at]);
    const auto all =
        std::span(postings_).subspan(column_begin_[column], column_begin_[column + 1] - column_begin_[column]);
    if (first == 0) return all;
    const auto found =
        std::lower_bound(all.begin(), all.end(), first, [](const Posting& a, std::size_t row) { return a.row < row; });
    return all.subspan(static_cast<std::size_t>(found - all.begin()));
}

SparseProducts::SparseProducts(const ColumnIndex& index)
    : index_(&index), quick_(index.rows().rows()), row_values_(index.rows().columns) {}

std::span<const float> SparseProducts::quick(std::size_t row, std::size_t first) {
    const vectors::CsrView& rows = index_->rows();
    for (std::size_t at = rows.begin(row_); at < rows.end(row_); ++at) {
        row_values_[static_cast<std::size_t>(rows.column[at])] = 0;
    }
    row_ = row;
    std::fill(quick_.begin() + static_cast<std::ptrdiff_t>(first), quick_.end(), 0.0F);
    float* const sums = quick_.data();
    for (std::size_t at = rows.begin(row); at < rows.end(row); ++at) {
        row_values_[static_cast<std::size_t>(rows.column[at])] = rows.value[at];
        const auto value = static_cast<float>(rows.value[at]);
        for (const ColumnIndex::Posting& posting : index_->postings(at, first)) {
            sums[posting.row] += value * posting.value;
        }
    }
    return quick_;
}

double SparseProducts::error(std::size_t row) const {
    // A sum of n products is off by n + 2 roundings of the sum of their magnitudes, which lengths bound (Higham,
    // "Accuracy and Stability of Numerical Algorithms", 2002, section 3.1).
    const vectors::CsrView& rows = index_->rows();
    const auto values = rows.value.subspan(rows.begin(row), rows.end(row) - rows.begin(row));
    return static_cast<double>(values.size() + 3) * std::numeric_limits<float>::epsilon() * length_of(values) *
           index_->longest();
}

void SparseProducts::exact(std::span<const std::uint32_t> others, std::vector<double>& products) const {
    const vectors::CsrView& rows = index_->rows();
    products.clear();
    for (const std::uint32_t other : others) {
        double sum = 0;
        for (std::size_t at = rows.begin(other); at < rows.end(other); ++at) {
            sum += row_values_[static_cast<std::size_t>(rows.column[at])] * rows.value[at];
        }
        products.push_back(sum);
    }
}

}  // namespace wirecopy::similarity
