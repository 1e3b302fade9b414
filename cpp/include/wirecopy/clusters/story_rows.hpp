#pragma once

#include <span>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/vectors/csr.hpp"

namespace wirecopy::clusters {

/// Documents as unit rows: each of their words once, with its idf, in a row of length 1, to which `emphasis` is added.
///
/// Of `words` the columns count, not the values. A row without words and emphasis stays empty. Throws
/// std::invalid_argument unless `emphasis` has the rows and columns of `words` and `idf` a value for each column.
vectors::Csr story_rows(const vectors::CsrView& words, std::span<const double> idf, const vectors::CsrView& emphasis,
                        const parallel::Control& control = {});

}  // namespace wirecopy::clusters
