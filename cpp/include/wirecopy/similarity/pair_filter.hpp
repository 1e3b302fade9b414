#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "wirecopy/documents/corpus.hpp"

namespace wirecopy::similarity {

/// Which pairs of rows are wanted; row `i` is document `i` of `documents`. What is not known excludes no pair.
struct PairFilter {
    const documents::Corpus* documents = nullptr;  ///< no filter without it
    bool different_source = false;                 ///< not two documents of one known source
    std::optional<std::int64_t> max_lag;           ///< microseconds; not two documents that certainly lie further apart

    bool passes(std::size_t a, std::size_t b) const;
};

}  // namespace wirecopy::similarity
