#pragma once

#include <cstdint>
#include <span>

namespace wirecopy::vectors {

enum class Norm : std::uint8_t { none, l1, l2 };

/// How counts become weights, with scikit-learn's formulas.
struct Weights {
    bool binary = false;               ///< 1 in the place of every count
    bool sublinear = false;            ///< 1 + ln(count)
    std::span<const double> idf = {};  ///< a factor for each column; empty: none
    Norm norm = Norm::none;            ///< what each row is divided by
};

/// Turns the counts of a row, which come in `values`, into weights, in place. Rows of zeros stay as they are. `columns`
/// must lie below the size of `weights.idf` where there is one. O(n).
void weigh(std::span<const std::int32_t> columns, std::span<double> values, const Weights& weights);

}  // namespace wirecopy::vectors
