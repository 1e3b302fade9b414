#include "wirecopy/vectors/weigh.hpp"

#include <cmath>
#include <cstddef>

namespace wirecopy::vectors {
namespace {

double norm_of(std::span<const double> row, Norm norm) {
    double sum = 0;
    for (const double value : row) sum += norm == Norm::l2 ? value * value : std::abs(value);
    return norm == Norm::l2 ? std::sqrt(sum) : sum;
}

}  // namespace

void weigh(std::span<const std::int32_t> columns, std::span<double> values, const Weights& weights) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (weights.binary) values[i] = 1;
        // Most counts are 1, and ln(1) is 0.
        if (weights.sublinear && values[i] != 1) values[i] = 1 + std::log(values[i]);
        if (!weights.idf.empty()) values[i] *= weights.idf[static_cast<std::size_t>(columns[i])];
    }
    if (weights.norm == Norm::none) return;
    const double norm = norm_of(values, weights.norm);
    if (norm == 0) return;
    for (double& value : values) value /= norm;
}

}  // namespace wirecopy::vectors
