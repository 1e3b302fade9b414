#include "rotation.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <random>

namespace wirecopy::similarity {

Rotation::Rotation(std::size_t columns) : factors_(columns) {
    std::mt19937_64 generator;
    for (std::size_t begin = 0; begin < columns;) {
        const std::size_t size = std::bit_floor(columns - begin);
        for (const std::size_t end = begin + size; begin < end; ++begin) {
            factors_[begin] = (generator() % 2 == 0 ? 1 : -1) / std::sqrt(static_cast<double>(size));
        }
    }
}

void Rotation::operator()(std::span<double> row) const {
    for (std::size_t i = 0; i < row.size(); ++i) row[i] *= factors_[i];
    for (std::size_t begin = 0; begin < row.size();) {
        const std::size_t size = std::bit_floor(row.size() - begin);
        for (std::size_t half = 1; half < size; half *= 2) {
            for (std::size_t first = begin; first < begin + size; first += 2 * half) {
                for (std::size_t i = first; i < first + half; ++i) {
                    const double a = row[i];
                    const double b = row[i + half];
                    row[i] = a + b;
                    row[i + half] = a - b;
                }
            }
        }
        begin += size;
    }
}

}  // namespace wirecopy::similarity
