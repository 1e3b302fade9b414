#include "bands.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wirecopy::similarity {
namespace {

/// More than what adding up some tens of products in single precision can lose.
constexpr double kUp = 1 + 1e-5;

float rounded_up(double value) {
    return static_cast<float>(value * kUp);
}

std::vector<std::uint8_t> bands_of_columns(const vectors::CsrView& rows) {
    std::vector<std::uint32_t> frequency(rows.columns);
    for (const std::int32_t column : rows.column) ++frequency[static_cast<std::size_t>(column)];
    const auto cost = [&](std::size_t column) {
        return static_cast<double>(frequency[column]) * static_cast<double>(frequency[column]);
    };
    std::vector<std::uint32_t> order(rows.columns);
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return frequency[a] != frequency[b] ? frequency[a] > frequency[b] : a < b;
    });
    double total = 0;
    for (const std::uint32_t column : order) total += cost(column);
    std::vector<std::uint8_t> bands(rows.columns);
    double before = 0;
    for (const std::uint32_t column : order) {
        const double band = total == 0 ? 0 : before / total * Bands::kCount;
        bands[column] = static_cast<std::uint8_t>(std::min<double>(band, Bands::kCount - 1));
        before += cost(column);
    }
    return bands;
}

}  // namespace

Bands::Bands(const vectors::CsrView& rows) : of_column_(bands_of_columns(rows)), lengths_(rows.rows()) {
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        std::array<double, kCount> squares{};
        for (std::size_t at = rows.begin(row); at < rows.end(row); ++at) {
            squares[of_column(rows.column[at])] += rows.value[at] * rows.value[at];
        }
        double all = 0;
        for (std::size_t band = 0; band < kCount; ++band) {
            lengths_[row][band] = rounded_up(std::sqrt(squares[band]));
            all += squares[band];
        }
        longest_ = std::max(longest_, rounded_up(std::sqrt(all)));
    }
}

std::array<float, Bands::kCount + 1> Bands::lengths_before(std::size_t row) const {
    std::array<float, kCount + 1> result{};
    double squares = 0;
    for (std::size_t band = 0; band < kCount; ++band) {
        const double length = lengths_[row][band];
        squares += length * length;
        result[band + 1] = rounded_up(std::sqrt(squares));
    }
    return result;
}

}  // namespace wirecopy::similarity
