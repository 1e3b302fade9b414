#include "wirecopy/clusters/average_linkage.hpp"

#include <algorithm>
#include <numeric>
#include <queue>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>

#include "wirecopy/parallel/steps.hpp"

namespace wirecopy::clusters {
namespace {

/// Two groups that could be merged, as they were when this was written down.
struct Candidate {
    double mean;
    std::uint32_t a;  ///< a < b
    std::uint32_t b;
    std::uint32_t version_a;
    std::uint32_t version_b;

    friend bool operator<(const Candidate& x, const Candidate& y) {  // the queue's top is the last in this order
        if (x.mean != y.mean) return x.mean < y.mean;
        return x.a != y.a ? x.a > y.a : x.b > y.b;
    }
};

/// Groups are named by their smallest item.
class Groups {
  public:
    Groups(std::size_t items, double threshold, const std::vector<std::uint32_t>& sizes, parallel::Steps& steps)
        : threshold_(threshold),
          label_(items),
          size_(sizes.begin(), sizes.end()),
          version_(items),
          neighbours_(items),
          steps_(steps) {
        size_.resize(items, 1);
        std::iota(label_.begin(), label_.end(), 0U);
    }

    void add(std::uint32_t a, std::uint32_t b, double similarity) {
        const auto where = [&] { return "pair (" + std::to_string(a) + ", " + std::to_string(b) + ")"; };
        if (a == b || a >= label_.size() || b >= label_.size()) {
            throw std::invalid_argument(where() + " is not a pair of " + std::to_string(label_.size()) + " items");
        }
        const double sum = similarity * size_[a] * size_[b];
        if (!neighbours_[a].emplace(b, sum).second) throw std::invalid_argument(where() + " comes twice");
        neighbours_[b].emplace(a, sum);
        propose(a, b, sum);
        steps_.add(1);
    }

    std::vector<std::uint32_t> merged() && {
        while (!queue_.empty()) {
            const Candidate best = queue_.top();
            queue_.pop();
            steps_.add(1);
            if (version_[best.a] == best.version_a && version_[best.b] == best.version_b) merge(best.a, best.b);
        }
        // A merged group points to a smaller one, whose own label is final by then.
        for (std::uint32_t& label : label_) label = label_[label];
        return std::move(label_);
    }

  private:
    void propose(std::uint32_t a, std::uint32_t b, double sum) {
        const double mean = sum / (size_[a] * size_[b]);
        if (mean < threshold_) return;
        if (a > b) std::swap(a, b);
        queue_.push({mean, a, b, version_[a], version_[b]});
    }

    void merge(std::uint32_t a, std::uint32_t b) {
        label_[b] = a;
        size_[a] += size_[b];
        ++version_[a];
        ++version_[b];
        neighbours_[a].erase(b);
        for (const auto& [other, sum] : neighbours_[b]) {
            if (other == a) continue;
            neighbours_[other].erase(b);
            neighbours_[a][other] += sum;
            neighbours_[other][a] = neighbours_[a][other];
        }
        neighbours_[b].clear();
        for (const auto& [other, sum] : neighbours_[a]) propose(a, other, sum);
        steps_.add(neighbours_[a].size());
    }

    double threshold_;
    std::vector<std::uint32_t> label_;
    std::vector<double> size_;
    std::vector<std::uint32_t> version_;  ///< grows when a group changes, which makes its candidates void
    std::vector<std::unordered_map<std::uint32_t, double>> neighbours_;  ///< sums of similarities to other groups
    std::priority_queue<Candidate> queue_;
    parallel::Steps& steps_;
};

}  // namespace

std::vector<std::uint32_t> average_linkage(std::size_t items, const similarity::Pairs& pairs, double threshold,
                                           const std::vector<std::uint32_t>& sizes, const parallel::Control& control) {
    if (!(threshold > 0)) {
        throw std::invalid_argument("threshold is " + std::to_string(threshold) + "; it must be above 0");
    }
    if (!sizes.empty() && sizes.size() != items) {
        throw std::invalid_argument(std::to_string(sizes.size()) + " sizes for " + std::to_string(items) + " items");
    }
    parallel::Steps steps(control, 2 * pairs.size());
    Groups groups(items, threshold, sizes, steps);
    for (std::size_t i = 0; i < pairs.size(); ++i) groups.add(pairs.a[i], pairs.b[i], pairs.similarity[i]);
    return std::move(groups).merged();
}

}  // namespace wirecopy::clusters
