#pragma once

#include <cstddef>
#include <functional>

namespace wirecopy::parallel {

/// How a long call runs: on how many threads, and what it asks from time to time.
struct Control {
    int n_jobs = -1;  ///< threads; -1: all cores
    /// Called now and then on the thread that made the call, with what is done and what there is to do.
    /// May throw: the call then stops soon and passes the exception on.
    std::function<void(std::size_t done, std::size_t total)> checkpoint = {};
};

/// Calls `work(i)` once for each `i` below `count`, in any order and on several threads.
///
/// `work` writes only what belongs to `i`, so results do not depend on the number of threads. The first exception
/// stops the rest and is passed on. Throws std::invalid_argument when n_jobs is 0 or below -1.
void for_each(std::size_t count, const Control& control, const std::function<void(std::size_t)>& work);

}  // namespace wirecopy::parallel
