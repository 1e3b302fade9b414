#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <functional>
#include <thread>
#include <type_traits>
#include <vector>

#include <tbb/parallel_sort.h>

#include "wirecopy/parallel/for_each.hpp"

namespace wirecopy::parallel {

/// Calls `work` where TBB's algorithms take `control.n_jobs` threads.
void in_arena(const Control& control, const std::function<void()>& work);

/// Sorts values that are equal where neither is less, on several threads (tbb::parallel_sort). Asks the checkpoint
/// every 2^16 comparisons of the calling thread; where that throws, the values are left in any order. O(n log n).
template <typename T, typename Less = std::less<T>>
void sort(std::vector<T>& values, const Control& control, Less less = {}) {
    static_assert(std::is_trivially_copyable_v<T>);
    constexpr std::size_t kBetweenCheckpoints = std::size_t{1} << 16U;
    const auto caller = std::this_thread::get_id();
    const std::size_t expected = values.size() * static_cast<std::size_t>(std::bit_width(values.size()));
    std::size_t done = 0;  // by the caller
    const auto compare = [&](const T& x, const T& y) {
        thread_local std::size_t compared = 0;
        if (++compared % kBetweenCheckpoints == 0 && std::this_thread::get_id() == caller) {
            done = std::min(done + kBetweenCheckpoints, expected);
            if (control.checkpoint) control.checkpoint(done, expected);
        }
        return less(x, y);
    };
    if (control.n_jobs == 1) {
        std::sort(values.begin(), values.end(), compare);
    } else {
        in_arena(control, [&] { tbb::parallel_sort(values.begin(), values.end(), compare); });
    }
}

}  // namespace wirecopy::parallel
