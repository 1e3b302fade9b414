#include "neighbour_lists.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "wirecopy/similarity/pairs.hpp"

#include "row_scan.hpp"

namespace wirecopy::similarity {
namespace {

/// Lists that may grow beyond this do so little by little.
constexpr std::size_t kReserved = 128;

}  // namespace

NeighbourLists::NeighbourLists(std::size_t count, std::vector<float> errors, const std::vector<std::uint32_t>& rank,
                               float floor)
    : count_(std::min(count, errors.size())),
      longest_(4 * count_ + 40),
      errors_(std::move(errors)),
      rank_(rank),
      floor_(floor),
      least_(errors_.size()),
      lists_(errors_.size()) {
    for (std::size_t row = 0; row < errors_.size(); ++row) {
        least_[row].store(floor, std::memory_order_relaxed);
        raise(row, kRounding - static_cast<double>(errors_[row]));
    }
}

void NeighbourLists::copy_least(std::size_t first, std::span<float> to) const {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] = least(first + i);
}

bool NeighbourLists::put(std::size_t row, std::uint32_t other, float quick) {
    if (quick < least(row)) return false;
    auto& [others, best] = lists_[row];
    if (others.empty()) others.reserve(std::min(longest_, kReserved));
    others.push_back({other, quick});
    if (best.size() < count_ || quick > best.front()) {
        if (best.size() == count_) {
            std::pop_heap(best.begin(), best.end(), std::greater<>());
            best.pop_back();
        }
        best.push_back(quick);
        std::push_heap(best.begin(), best.end(), std::greater<>());
        // Two similarities that are off by `error` each may have changed places.
        if (best.size() == count_) raise(row, best.front() - 2 * static_cast<double>(errors_[row]));
    }
    if (others.size() < longest_) return false;
    narrow(row);
    return others.size() > longest_ / 2;
}

void NeighbourLists::narrow(std::size_t row) {
    std::erase_if(lists_[row].others, [&](const Candidate& candidate) { return candidate.quick < least(row); });
}

std::vector<Neighbour> NeighbourLists::keep(std::size_t row, std::span<const std::uint32_t> others,
                                            std::span<const double> similarities) {
    std::vector<Neighbour> best;
    for (std::size_t i = 0; i < others.size(); ++i) best.push_back({others[i], similarities[i]});
    keep_best(best);
    if (best.size() == count_) raise(row, best.back().similarity - static_cast<double>(errors_[row]));
    std::erase_if(lists_[row].others, [&](const Candidate& candidate) {
        return std::none_of(best.begin(), best.end(), [&](const Neighbour& one) { return one.row == candidate.row; });
    });
    return best;
}

void NeighbourLists::keep_best(std::vector<Neighbour>& others) const {
    for (Neighbour& other : others) other.similarity = std::min(1.0, other.similarity);
    std::erase_if(others, [](const Neighbour& other) { return other.similarity <= kRounding; });
    const std::size_t kept = std::min(count_, others.size());
    std::partial_sort(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(kept), others.end(),
                      [&](const Neighbour& a, const Neighbour& b) {
                          return a.similarity != b.similarity ? a.similarity > b.similarity
                                                              : rank_[a.row] < rank_[b.row];
                      });
    others.resize(kept);
}

void NeighbourLists::raise(std::size_t row, double least) {
    const float single = single_below(least);
    if (single > this->least(row)) least_[row].store(single, std::memory_order_relaxed);
}

}  // namespace wirecopy::similarity
