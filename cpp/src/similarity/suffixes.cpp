#include "suffixes.hpp"

#include <cmath>
#include <limits>
#include <numeric>

namespace wirecopy::similarity {
namespace {

/// The length of a row in whole numbers.
constexpr double kLength = 32'000;
/// More than what lengths and units lose in single precision.
constexpr double kUp = 1 + 1e-6;

float rounded_up(double value) {
    return static_cast<float>(value * kUp);
}

}  // namespace

Suffixes::Suffixes(const vectors::CsrView& rows, const Bands& bands, double longest_left_out)
    : columns_(rows.columns),
      row_(rows.rows()),
      first_band_(rows.rows()),
      left_out_(rows.rows()),
      first_place_(Bands::kCount + 2),
      begin_(rows.rows() + 1),
      unit_(rows.rows()),
      length_(rows.rows()),
      rounded_off_(rows.rows()) {
    order_rows(rows, bands, longest_left_out);
    column_.reserve(rows.column.size());
    value_.reserve(rows.value.size());
    for (std::size_t place = 0; place < size(); ++place) round_values(rows, bands, place);
}

void Suffixes::order_rows(const vectors::CsrView& rows, const Bands& bands, double longest_left_out) {
    std::vector<std::uint8_t> first_band(rows.rows());
    std::vector<float> left_out(rows.rows());
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        const auto before = bands.lengths_before(row);
        std::size_t band = 0;
        while (band < Bands::kCount && before[band + 1] <= longest_left_out) ++band;
        first_band[row] = static_cast<std::uint8_t>(band);
        left_out[row] = before[band];
        ++first_place_[band + 1];
    }
    std::partial_sum(first_place_.begin(), first_place_.end(), first_place_.begin());
    std::vector<std::size_t> next(first_place_.begin(), first_place_.end() - 1);
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        const std::size_t place = next[first_band[row]]++;
        row_[place] = static_cast<std::uint32_t>(row);
        first_band_[place] = first_band[row];
        left_out_[place] = left_out[row];
    }
}

void Suffixes::round_values(const vectors::CsrView& rows, const Bands& bands, std::size_t place) {
    const auto there = [&](std::size_t at) { return bands.of_column(rows.column[at]) >= first_band_[place]; };
    const std::size_t row = row_[place];
    double squares = 0;
    for (std::size_t at = rows.begin(row); at < rows.end(row); ++at) {
        if (there(at)) squares += rows.value[at] * rows.value[at];
    }
    const double length = std::sqrt(squares);
    const float unit = rounded_up(length / kLength);
    double squares_rounded_off = 0;
    for (std::size_t at = rows.begin(row); at < rows.end(row); ++at) {
        if (!there(at)) continue;
        const auto value = static_cast<std::int16_t>(unit == 0 ? 0 : rows.value[at] / static_cast<double>(unit));
        const double lost = rows.value[at] - value * static_cast<double>(unit);
        squares_rounded_off += lost * lost;
        column_.push_back(rows.column[at]);
        value_.push_back(value);
    }
    begin_[place + 1] = column_.size();
    unit_[place] = unit;
    length_[place] = rounded_up(length);
    rounded_off_[place] = rounded_up(std::sqrt(squares_rounded_off));
    longest_ = std::max<double>(longest_, length_[place]);
    most_rounded_off_ = std::max<double>(most_rounded_off_, rounded_off_[place]);
}

double Suffixes::error(std::size_t place) const {
    // a b - a' b' = (a - a') b + a' (b - b'), and a' is no longer than a; then the sum becomes a float and is
    // multiplied twice.
    const double length = length_[place];
    const double rounding = 4 * std::numeric_limits<float>::epsilon() * length * longest_;
    return rounded_off_[place] * longest_ + length * most_rounded_off_ + rounding;
}

}  // namespace wirecopy::similarity
