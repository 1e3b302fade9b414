#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace wirecopy::similarity {

/// Turns rows so that their length is spread over all columns, which whole numbers then keep more of; products stay as
/// they are, but for rounding. Signs that hash the columns, then Walsh-Hadamard transforms of as many columns as powers
/// of two fit (Ailon & Chazelle, "Approximate nearest neighbors and the fast Johnson-Lindenstrauss transform", STOC
/// 2006). O(columns * log(columns)) a row.
class Rotation {
  public:
    explicit Rotation(std::size_t columns);

    void operator()(std::span<double> row) const;

  private:
    std::vector<double> factors_;  ///< a sign, and what gives a transform its length
};

}  // namespace wirecopy::similarity
