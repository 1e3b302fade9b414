#include "exact_products.hpp"

#include <algorithm>
#include <array>

namespace wirecopy::similarity {

void SparseProducts::operator()(std::size_t row, std::span<const std::uint32_t> others, std::vector<double>& products) {
    const auto value_at = [&](std::size_t at) -> double& {
        return values_[static_cast<std::size_t>(rows_.column[at])];
    };
    for (std::size_t at = rows_.begin(row_); at < rows_.end(row_); ++at) value_at(at) = 0;
    row_ = row;
    for (std::size_t at = rows_.begin(row_); at < rows_.end(row_); ++at) value_at(at) = rows_.value[at];
    products.clear();
    for (const std::uint32_t other : others) {
        double sum = 0;
        for (std::size_t at = rows_.begin(other); at < rows_.end(other); ++at) sum += value_at(at) * rows_.value[at];
        products.push_back(sum);
    }
}

void DenseProducts::operator()(std::size_t row, std::span<const std::uint32_t> others,
                               std::vector<double>& products) const {
    constexpr std::size_t at_once = 8;  // sums that do not wait for each other
    const auto factors = rows_[row];
    products.resize(others.size());
    for (std::size_t first = 0; first < others.size(); first += at_once) {
        std::array<const double*, at_once> values{};
        for (std::size_t i = 0; i < at_once; ++i) {
            values[i] = rows_[others[std::min(first + i, others.size() - 1)]].data();
        }
        std::array<double, at_once> sums{};
        for (std::size_t column = 0; column < factors.size(); ++column) {
            for (std::size_t i = 0; i < at_once; ++i) sums[i] += factors[column] * values[i][column];
        }
        for (std::size_t i = 0; i < std::min(at_once, others.size() - first); ++i) products[first + i] = sums[i];
    }
}

void MetRows::find(std::size_t row) {
    for (const std::uint32_t other : met_) {
        products_[other] = 0;
        is_met_[other] = 0;
    }
    met_.clear();
    is_met_[row] = 1;
    for (std::size_t at = rows_.begin(row); at < rows_.end(row); ++at) {
        const auto column = static_cast<std::size_t>(rows_.column[at]);
        for (std::size_t i = by_column_.begin(column); i < by_column_.end(column); ++i) {
            const auto other = static_cast<std::uint32_t>(by_column_.column[i]);
            if (is_met_[other] == 0) {
                is_met_[other] = 1;
                met_.push_back(other);
            }
            products_[other] += rows_.value[at] * by_column_.value[i];
        }
    }
    is_met_[row] = 0;
    products_[row] = 0;
}

}  // namespace wirecopy::similarity
