#include "dense_products.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace wirecopy::similarity {
namespace {

constexpr std::size_t kTile = 16;
constexpr std::int32_t kShift = 128;  ///< makes the copies unsigned
/// More than what lengths and factors lose in single precision.
constexpr double kUp = 1 + 1e-6;

float rounded_up(double value) {
    return static_cast<float>(value * kUp);
}

/// The largest whole number of a copy: sums of products with unsigned bytes must fit into 32 bits.
double largest_copy(std::size_t columns) {
    const double most = std::numeric_limits<std::int32_t>::max() / (255.0 * static_cast<double>(columns + kQuad));
    if (most < 1) throw std::length_error(std::to_string(columns) + " columns are too many for dense rows");
    return std::floor(std::min(127.0, most));
}

}  // namespace

DenseRows::DenseRows(const vectors::DenseView& rows)
    : exact_(rows),
      quads_((rows.columns + kQuad - 1) / kQuad),
      factor_(rows.rows()),
      length_(rows.rows()),
      left_out_(rows.rows()),
      sum_(rows.rows()),
      signed_(rows.rows() * quads_ * kQuad),
      blocks_((rows.rows() + kBlockRows - 1) / kBlockRows * kBlockRows * quads_ * kQuad) {
    const double largest = largest_copy(rows.columns);
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        const auto values = rows[row];
        double highest = 0;
        for (const double value : values) highest = std::max(highest, std::abs(value));
        const float factor = rounded_up(highest / largest);
        double squares = 0;
        double squares_left_out = 0;
        std::int8_t* const copies = signed_.data() + row * quads_ * kQuad;
        std::uint8_t* const group = blocks_.data() + row / kGroupRows * kGroupRows * quads_ * kQuad;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double copy = factor == 0 ? 0 : std::round(values[i] / static_cast<double>(factor));
            const double left = values[i] - copy * static_cast<double>(factor);
            squares += values[i] * values[i];
            squares_left_out += left * left;
            copies[i] = static_cast<std::int8_t>(copy);
            sum_[row] += copies[i];
            group[(i / kQuad * kGroupRows + row % kGroupRows) * kQuad + i % kQuad] =
                static_cast<std::uint8_t>(copies[i] + kShift);
        }
        factor_[row] = factor;
        length_[row] = rounded_up(std::sqrt(squares));
        left_out_[row] = rounded_up(std::sqrt(squares_left_out));
        longest_ = std::max<double>(longest_, length_[row]);
        most_left_out_ = std::max<double>(most_left_out_, left_out_[row]);
    }
}

double DenseRows::error(std::size_t row) const {
    // a b - a' b' = (a - a') b + a' (b - b'), and a' is no longer than a and what it lacks.
    const double length = length_[row];
    const double left_out = left_out_[row];
    const double copy = length + left_out;
    const double rounding = 4 * std::numeric_limits<float>::epsilon() * copy * (longest_ + most_left_out_);
    return left_out * longest_ + copy * most_left_out_ + rounding;
}

std::span<const float> DenseProducts::quick(std::size_t row, std::size_t first) {
    row_ = row;
    if (row < tile_begin_ || row >= tile_begin_ + tile_size_) fill_tile(row, std::min(first, row));
    return {tile_.data() + (row - tile_begin_) * rows_->rows(), rows_->rows()};
}

void DenseProducts::fill_tile(std::size_t begin, std::size_t first) {
    const std::size_t rows = rows_->rows();
    tile_begin_ = begin;
    tile_size_ = std::min(kTile, rows - begin);
    tile_.resize(kTile * rows);
    BlockProducts products;
    for (std::size_t block = first / kBlockRows; block * kBlockRows < rows; ++block) {
        const std::size_t block_begin = block * kBlockRows;
        const std::size_t size = std::min(kBlockRows, rows - block_begin);
        const float* const factors = rows_->factors().data() + block_begin;
        for (std::size_t query = 0; query < tile_size_; query += kQueries) {
            std::array<const std::int8_t*, kQueries> queries{};
            for (std::size_t i = 0; i < kQueries; ++i) {
                queries[i] = rows_->row(std::min(begin + query + i, rows - 1));
            }
            multiply_(queries, rows_->block(block), rows_->quads(), products);
            for (std::size_t i = 0; i < std::min(kQueries, tile_size_ - query); ++i) {
                const std::size_t row = begin + query + i;
                const float factor = rows_->factors()[row];
                const std::int32_t shift = kShift * rows_->sum(row);
                float* const to = tile_.data() + (query + i) * rows + block_begin;
                for (std::size_t at = 0; at < size; ++at) {
                    to[at] = static_cast<float>(products[i][at] - shift) * (factor * factors[at]);
                }
            }
        }
    }
}

void DenseProducts::exact(std::span<const std::uint32_t> others, std::vector<double>& products) const {
    constexpr std::size_t at_once = 4;  // sums that do not wait for each other
    const vectors::DenseView& exact = rows_->exact();
    const auto row = exact[row_];
    products.resize(others.size());
    for (std::size_t first = 0; first < others.size(); first += at_once) {
        std::array<const double*, at_once> values{};
        for (std::size_t i = 0; i < at_once; ++i) {
            values[i] = exact[others[std::min(first + i, others.size() - 1)]].data();
        }
        std::array<double, at_once> sums{};
        for (std::size_t column = 0; column < row.size(); ++column) {
            for (std::size_t i = 0; i < at_once; ++i) sums[i] += row[column] * values[i][column];
        }
        for (std::size_t i = 0; i < std::min(at_once, others.size() - first); ++i) products[first + i] = sums[i];
    }
}

}  // namespace wirecopy::similarity
