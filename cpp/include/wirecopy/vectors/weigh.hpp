#pragma once

#include <span>
#include <vector>

#include "wirecopy/vectors/csr.hpp"

namespace wirecopy::vectors {

enum class Norm { none, l1, l2 };

/// In how many rows each column has a value.
std::vector<double> document_frequencies(const CsrView& counts);

/// Turns counts into TF-IDF weights, in place and with scikit-learn's formulas: a count `c` becomes `1 + ln c` if
/// `sublinear`, is multiplied by its column's `idf` (where `idf` is not empty), and each row is divided by its norm.
/// Rows without values stay as they are. Throws std::invalid_argument when `idf` and the columns differ in number.
void weigh(Csr& counts, std::span<const double> idf, bool sublinear, Norm norm);

}  // namespace wirecopy::vectors
