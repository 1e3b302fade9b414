#pragma once

#include <algorithm>
#include <cstddef>

#include "wirecopy/parallel/for_each.hpp"

namespace wirecopy::parallel {

/// Asks a checkpoint now and then in a loop of one thread, as `for_each` does in its own: every 2^18 steps of work,
/// which should be as cheap as a look-up.
class Steps {
  public:
    /// `control` must outlive the steps. `total` is the work there is, as far as it is known.
    Steps(const Control& control, std::size_t total) : control_(control), total_(total) {}

    /// May throw what the checkpoint throws.
    void add(std::size_t steps) {
        done_ += steps;
        if (!control_.checkpoint || done_ - asked_ < kBetweenCheckpoints) return;
        asked_ = done_;
        control_.checkpoint(done_, std::max(done_, total_));
    }

  private:
    static constexpr std::size_t kBetweenCheckpoints = std::size_t{1} << 18;

    const Control& control_;
    std::size_t total_;
    std::size_t done_ = 0;
    std::size_t asked_ = 0;
};

}  // namespace wirecopy::parallel
