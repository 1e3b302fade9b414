#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace wirecopy::reuse {

/// Things that one thread at a time works with, no more of them than threads work at the same time.
template <typename Thing>
class Spares {
  public:
    /// Calls `work` with a thing that nobody else works with; `make` makes one where none is free.
    template <typename Make, typename Work>
    void with(const Make& make, const Work& work) {
        std::unique_ptr<Thing> thing = take();
        if (!thing) thing = make();
        work(*thing);
        const std::lock_guard lock(mutex_);
        free_.push_back(std::move(thing));
    }

    /// All of them, when nobody works any more.
    std::vector<std::unique_ptr<Thing>>& all() { return free_; }

  private:
    std::unique_ptr<Thing> take() {
        const std::lock_guard lock(mutex_);
        if (free_.empty()) return nullptr;
        std::unique_ptr<Thing> thing = std::move(free_.back());
        free_.pop_back();
        return thing;
    }

    std::mutex mutex_;
    std::vector<std::unique_ptr<Thing>> free_;
};

}  // namespace wirecopy::reuse
