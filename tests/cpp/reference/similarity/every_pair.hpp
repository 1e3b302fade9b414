#pragma once

#include "wirecopy/similarity/pairs.hpp"
#include "wirecopy/vectors/csr.hpp"

namespace wirecopy::reference {

/// The twin of `similarity::similar_pairs` that compares every row with every other, column by column.
similarity::Pairs every_pair(const vectors::CsrView& rows, double threshold);

}  // namespace wirecopy::reference
