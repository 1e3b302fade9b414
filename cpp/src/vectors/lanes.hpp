#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace wirecopy::vectors {

/// What threads work with, one at a time each: lends as many as are in use together, and keeps them.
template <typename Lane>
class Lanes {
  public:
    /// Calls `use(number, lane)` with a lane that nobody else has; `make()` makes one where all are lent.
    template <typename Make, typename Use>
    void use(Make make, Use use) {
        std::size_t lane = 0;
        {
            const std::lock_guard lock(mutex_);
            if (free_.empty()) {
                free_.push_back(lanes_.size());
                lanes_.push_back(make());
            }
            lane = free_.back();
            free_.pop_back();
        }
        use(lane, *lanes_[lane]);
        const std::lock_guard lock(mutex_);
        free_.push_back(lane);
    }
    std::vector<std::unique_ptr<Lane>> take() && { return std::move(lanes_); }

  private:
    std::mutex mutex_;
    std::vector<std::unique_ptr<Lane>> lanes_;
    std::vector<std::size_t> free_;
};

}  // namespace wirecopy::vectors
