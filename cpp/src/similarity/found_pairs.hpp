#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <vector>

#include "wirecopy/similarity/pairs.hpp"

namespace wirecopy::similarity {

/// Pairs that several threads find, in parts.
class FoundPairs {
  public:
    explicit FoundPairs(std::size_t most) : most_(most) {}

    /// Counts what a part was given. Throws std::length_error when there are more than `most` by now.
    void count(std::size_t added);
    void gather(Pairs part);
    /// All pairs in order of `a` and `b`; in each `a` < `b`.
    Pairs in_order(std::size_t rows) &&;

  private:
    std::size_t most_;
    std::atomic<std::size_t> size_ = 0;
    std::mutex mutex_;
    std::vector<Pairs> parts_;
};

/// Adds a pair of rows, in whatever order, to a part if what they share reaches a threshold and is something at all.
void add_similar(Pairs& part, std::size_t one, std::size_t other, double similarity, double threshold);

}  // namespace wirecopy::similarity
