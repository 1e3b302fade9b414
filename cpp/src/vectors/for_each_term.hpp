#pragma once

#include <algorithm>
#include <cstddef>

#include "wirecopy/parallel/for_each.hpp"

namespace wirecopy::vectors {

/// Calls `use(i)` for each term, many at a time on a thread.
template <typename Use>
void for_each_term(std::size_t terms, const parallel::Control& control, Use use) {
    constexpr std::size_t kTermsPerTask = std::size_t{1} << 14U;
    parallel::for_each((terms + kTermsPerTask - 1) / kTermsPerTask, control, [&](std::size_t task) {
        const std::size_t last = std::min(terms, (task + 1) * kTermsPerTask);
        for (std::size_t i = task * kTermsPerTask; i < last; ++i) use(i);
    });
}

}  // namespace wirecopy::vectors
