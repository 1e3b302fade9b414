#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <vector>

namespace wirecopy::similarity {

struct Neighbour {
    std::uint32_t row;
    double similarity;
};

/// For each row those that may be among its `count` most similar, chosen by quick similarities, from any thread.
///
/// A quick similarity of row `i` is off by `errors[i]` at most. Once a row has `count` others, what is certainly less
/// similar than these is left out; where quick similarities cannot tell, exact ones do. So a row holds at most
/// 4 * count + 40 others, 8 bytes each, and 4 bytes for each of `count`.
class NeighbourLists {
  public:
    /// Of equally similar rows the one with the smaller rank comes first. Quick similarities below `floor` are of
    /// no use to any.
    NeighbourLists(std::size_t count, std::vector<float> errors, const std::vector<std::uint32_t>& rank, float floor);

    /// Quick similarities below it are of no use to a row.
    float least(std::size_t row) const { return least_[row].load(std::memory_order_relaxed); }
    void copy_least(std::size_t first, std::span<float> to) const;

    /// Adds another row unless it is of no use. `products(row, others, result)` gives exact similarities.
    template <typename Products>
    void offer(std::size_t row, std::uint32_t other, float quick, Products& products) {
        if (quick < least(row)) return;
        const std::lock_guard lock(locks_[row % locks_.size()]);
        if (!put(row, other, quick)) return;
        settle(row, products);
    }

    /// The most similar rows of one, as far as it was shown them, most similar first.
    template <typename Products>
    std::vector<Neighbour> take(std::size_t row, Products& products) {
        std::vector<Neighbour> best = settle(row, products);
        lists_[row] = {};
        return best;
    }
    /// Whether no row whose quick similarity is below the floor can be among those that `take` gave.
    bool complete(std::size_t row) const { return least(row) > floor_; }

    /// Puts the `count` most similar first, in order, and leaves out the others and what is not above kRounding.
    void keep_best(std::vector<Neighbour>& others) const;

  private:
    struct Candidate {
        std::uint32_t row;
        float quick;
    };
    struct List {
        std::vector<Candidate> others;
        std::vector<float> best;  ///< quick similarities seen, a heap with the least of them on top
    };

    /// Adds to a list. Whether it is too long now for quick similarities alone.
    bool put(std::size_t row, std::uint32_t other, float quick);
    /// Leaves out what is of no use by now.
    void narrow(std::size_t row);
    /// The best of these exact similarities of the rows in a list; the list keeps no others.
    std::vector<Neighbour> keep(std::size_t row, std::span<const std::uint32_t> others,
                                std::span<const double> similarities);
    void raise(std::size_t row, double least);

    template <typename Products>
    std::vector<Neighbour> settle(std::size_t row, Products& products) {
        std::vector<std::uint32_t> others;
        std::vector<double> similarities;
        narrow(row);
        for (const Candidate& candidate : lists_[row].others) others.push_back(candidate.row);
        products(row, others, similarities);
        return keep(row, others, similarities);
    }

    std::size_t count_;
    std::size_t longest_;
    std::vector<float> errors_;
    const std::vector<std::uint32_t>& rank_;
    float floor_;
    std::vector<std::atomic<float>> least_;
    std::vector<List> lists_;
    std::array<std::mutex, 64> locks_;
};

}  // namespace wirecopy::similarity
