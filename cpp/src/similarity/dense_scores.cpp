#include "dense_scores.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "rotation.hpp"

namespace wirecopy::similarity {
namespace {

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

DenseScores::DenseScores(const vectors::DenseView& rows, MultiplyBytes multiply)
    : multiply_(multiply),
      quads_((rows.columns + kQuad - 1) / kQuad),
      largest_(largest_copy(rows.columns)),
      factor_((rows.rows() + kTileRows - 1) / kTileRows * kTileRows),
      length_(rows.rows()),
      left_out_(rows.rows()),
      shift_(rows.rows()),
      signed_(rows.rows() * quads_ * kQuad),
      unsigned_(factor_.size() * quads_ * kQuad) {
    const Rotation rotate(rows.columns);
    std::vector<double> values(rows.columns);
    for (std::size_t row = 0; row < size(); ++row) {
        std::copy_n(rows[row].begin(), values.size(), values.begin());
        rotate(values);
        copy(row, values);
    }
}

void DenseScores::copy(std::size_t row, std::span<const double> values) {
    double highest = 0;
    for (const double value : values) highest = std::max(highest, std::abs(value));
    const float factor = rounded_up(highest / largest_);
    const double per_unit = factor == 0 ? 0 : 1 / static_cast<double>(factor);
    double squares = 0;
    double squares_left_out = 0;
    std::int32_t sum = 0;
    std::int8_t* const copies = signed_.data() + row * quads_ * kQuad;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double scaled = values[i] * per_unit;
        const auto copy = static_cast<std::int32_t>(scaled + std::copysign(0.5, scaled));
        const double left = values[i] - copy * static_cast<double>(factor);
        squares += values[i] * values[i];
        squares_left_out += left * left;
        copies[i] = static_cast<std::int8_t>(copy);
        sum += copy;
    }
    std::uint8_t* const group = unsigned_.data() + (row / kGroupRows * kGroupRows * quads_ + row % kGroupRows) * kQuad;
    for (std::size_t quad = 0; quad < quads_; ++quad) {
        for (std::size_t i = 0; i < kQuad; ++i) {
            group[quad * kGroupRows * kQuad + i] = static_cast<std::uint8_t>(copies[quad * kQuad + i] + kShift);
        }
    }
    factor_[row] = factor;
    shift_[row] = kShift * sum;
    length_[row] = rounded_up(std::sqrt(squares));
    left_out_[row] = rounded_up(std::sqrt(squares_left_out));
    longest_ = std::max<double>(longest_, length_[row]);
    most_left_out_ = std::max<double>(most_left_out_, left_out_[row]);
}

double DenseScores::error(std::size_t row) const {
    // a b - a' b' = (a - a') b + a' (b - b'), and a' is no longer than a and what it lacks.
    const double length = length_[row];
    const double left_out = left_out_[row];
    const double copy = length + left_out;
    const double rounding = 4 * std::numeric_limits<float>::epsilon() * copy * (longest_ + most_left_out_);
    return left_out * longest_ + copy * most_left_out_ + rounding;
}

void DenseScores::Lane::fill(std::size_t place, std::size_t count) {
    ByteQueries queries;
    for (std::size_t i = 0; i < kQueries; ++i) {
        const std::size_t row = place + std::min(i, count - 1);
        queries.values[i] = all_->signed_.data() + row * all_->quads_ * kQuad;
        queries.shifts[i] = all_->shift_[row];
        queries.factors[i] = all_->factor_[row];
    }
    for (std::size_t first = std::max(block_.first, place) / kTileRows * kTileRows; first < block_.last;
         first += kTileRows) {
        const ByteTile tile{all_->unsigned_.data() + first * all_->quads_ * kQuad, all_->quads_,
                            all_->factor_.data() + first};
        std::array<float*, kQueries> to{};
        for (std::size_t i = 0; i < kQueries; ++i) to[i] = scores_.data() + i * kBlockRows + (first - block_.first);
        all_->multiply_(queries, tile, to);
    }
}

}  // namespace wirecopy::similarity
