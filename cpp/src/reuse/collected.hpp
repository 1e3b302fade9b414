#pragma once

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <span>
#include <vector>

#include "wirecopy/parallel/sort.hpp"
#include "wirecopy/tokens/column.hpp"

namespace wirecopy::reuse {

/// Values that parts of a work find at the same time, each part on one thread: gathered in one column, some at a time.
template <typename T>
class Collected {
  public:
    Collected(std::size_t parts, tokens::Storage storage) : waiting_(parts), all_(storage) {}

    void add(std::size_t part, const T& value) {
        std::vector<T>& own = waiting_[part];
        own.push_back(value);
        if (own.size() == kAtOnce) gather(own);
    }

    /// All of them, none twice; nothing is left here.
    tokens::Column<T> sorted(const parallel::Control& control) {
        for (std::vector<T>& own : waiting_) gather(own);
        parallel::sort(all_, control);
        T* const begin = all_.data();
        all_.resize(static_cast<std::size_t>(std::unique(begin, begin + all_.size()) - begin));
        return std::move(all_);
    }

  private:
    static constexpr std::size_t kAtOnce = 128;

    void gather(std::vector<T>& own) {
        const std::lock_guard lock(mutex_);
        all_.append(own);
        own.clear();
    }

    std::vector<std::vector<T>> waiting_;
    std::mutex mutex_;
    tokens::Column<T> all_;
};

}  // namespace wirecopy::reuse
