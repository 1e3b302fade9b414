#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <functional>
#include <iterator>
#include <type_traits>

#include <tbb/parallel_sort.h>

#include "wirecopy/parallel/for_each.hpp"

namespace wirecopy::parallel {

/// Calls `work` where TBB's algorithms take `control.n_jobs` threads.
void in_arena(const Control& control, const std::function<void()>& work);

/// Sorts values that are equal where neither is less. On one thread asks the checkpoint every 2^16 comparisons; where
/// that throws, the values are left in any order. On several threads (tbb::parallel_sort) asks it at the end only.
/// O(n log n).
template <typename Values, typename Less = std::less<>>
void sort(Values& values, const Control& control, Less less = {}) {
    auto* const begin = std::data(values);
    auto* const end = begin + std::size(values);
    using T = std::remove_reference_t<decltype(*begin)>;
    static_assert(std::is_trivially_copyable_v<T>);
    if (control.n_jobs != 1) {
        in_arena(control, [&] { tbb::parallel_sort(begin, end, less); });
        if (control.checkpoint && !values.empty()) control.checkpoint(values.size(), values.size());
        return;
    }
    constexpr std::size_t kBetweenCheckpoints = std::size_t{1} << 16U;
    const std::size_t expected = values.size() * static_cast<std::size_t>(std::bit_width(values.size()));
    std::size_t done = 0;
    std::sort(begin, end, [&](const T& x, const T& y) {
        if (++done % kBetweenCheckpoints == 0 && control.checkpoint) {
            control.checkpoint(std::min(done, expected), expected);
        }
        return less(x, y);
    });
}

}  // namespace wirecopy::parallel
