#include "wirecopy/parallel/for_each.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include "wirecopy/parallel/sort.hpp"

namespace wirecopy::parallel {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kBetweenCheckpoints = std::chrono::milliseconds(50);

void check(int n_jobs) {
    if (n_jobs != 0 && n_jobs >= -1) return;
    throw std::invalid_argument("n_jobs is " + std::to_string(n_jobs) + "; it must be -1 (all cores) or at least 1");
}

}  // namespace

void in_arena(const Control& control, const std::function<void()>& work) {
    check(control.n_jobs);
    // TBB prints a warning when asked for more threads than there are cores, and starts no more.
    const int cores = tbb::info::default_concurrency();
    tbb::task_arena arena(control.n_jobs == -1 ? cores : std::min(control.n_jobs, cores));
    arena.execute(work);
}

void for_each(std::size_t count, const Control& control, const std::function<void(std::size_t)>& work) {
    check(control.n_jobs);
    std::atomic<std::size_t> done = 0;
    const auto caller = std::this_thread::get_id();
    auto last = Clock::now();
    const auto step = [&](std::size_t i) {
        work(i);
        const std::size_t finished = done.fetch_add(1, std::memory_order_relaxed) + 1;
        if (!control.checkpoint || std::this_thread::get_id() != caller) return;
        const auto now = Clock::now();
        if (now - last < kBetweenCheckpoints && finished != count) return;
        last = now;
        control.checkpoint(finished, count);
    };
    if (control.n_jobs == 1) {
        for (std::size_t i = 0; i < count; ++i) step(i);
        return;
    }
    in_arena(control, [&] { tbb::parallel_for(std::size_t{0}, count, step); });
}

}  // namespace wirecopy::parallel
