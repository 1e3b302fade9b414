#include "reference/reuse/alignment.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace wirecopy::reference {
namespace {

/// The best score of what is left of both sequences, remembered by how much that is.
class Recursion {
  public:
    double best(Keys a, Keys b) {
        if (a.empty() || b.empty()) return -reuse::kDifferenceCost * static_cast<double>(a.size() + b.size());
        const auto known = known_.find({a.size(), b.size()});
        if (known != known_.end()) return known->second;
        const double column = a.front() == b.front() ? 1 : -reuse::kDifferenceCost;
        const double both = column + best(a.subspan(1), b.subspan(1));
        const double one = std::max(best(a.subspan(1), b), best(a, b.subspan(1))) - reuse::kDifferenceCost;
        return known_[{a.size(), b.size()}] = std::max(both, one);
    }

  private:
    std::map<std::pair<std::size_t, std::size_t>, double> known_;
};

double best_chain_from(std::span<const reuse::Run> runs, std::size_t first, std::uint32_t max_gap,
                       std::vector<double>& known) {
    if (known[first] > 0) return known[first];
    const reuse::Run& run = runs[first];
    double best_rest = 0;
    for (std::size_t next = 0; next < runs.size(); ++next) {
        if (runs[next].a < run.a + run.size || runs[next].b < run.b + run.size) continue;
        const std::uint32_t gap = std::max(runs[next].a - run.a, runs[next].b - run.b) - run.size;
        if (gap > max_gap) continue;
        best_rest = std::max(best_rest, best_chain_from(runs, next, max_gap, known) - reuse::kDifferenceCost * gap);
    }
    return known[first] = run.size + best_rest;
}

}  // namespace

double best_global_score(Keys a, Keys b) {
    return Recursion().best(a, b);
}

double best_beginning_score(Keys a, Keys b) {
    double best = 0;
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) best = std::max(best, best_global_score(a.first(i), b.first(j)));
    }
    return best;
}

double score_from_beginning(std::span<const reuse::Match> alignment) {
    double score = 0;
    std::uint32_t next_a = 0;
    std::uint32_t next_b = 0;
    for (const reuse::Match match : alignment) {
        score += 1 - reuse::kDifferenceCost * std::max(match.a - next_a, match.b - next_b);
        next_a = match.a + 1;
        next_b = match.b + 1;
    }
    return score;
}

double best_chain_score(std::span<const reuse::Run> runs, std::uint32_t max_gap) {
    std::vector<double> known(runs.size(), 0);
    double best = 0;
    for (std::size_t first = 0; first < runs.size(); ++first) {
        best = std::max(best, best_chain_from(runs, first, max_gap, known));
    }
    return best;
}

}  // namespace wirecopy::reference
