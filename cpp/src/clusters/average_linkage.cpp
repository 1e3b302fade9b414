#include "wirecopy/clusters/average_linkage.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <queue>
#include <stdexcept>
#include <string>
#include <utility>

#include "wirecopy/parallel/steps.hpp"

namespace wirecopy::clusters {
namespace {

/// Another group, and the sum of the similarities between all items of both.
struct Link {
    std::uint32_t other;
    double sum;
};

/// Two groups that could be merged, as one of them found when this was written down.
struct Candidate {
    double mean;
    std::uint32_t a;  ///< a < b
    std::uint32_t b;

    friend bool operator==(const Candidate&, const Candidate&) = default;
    friend bool operator<(const Candidate& x, const Candidate& y) {  // the queue's top is the last in this order
        if (x.mean != y.mean) return x.mean < y.mean;
        return x.a != y.a ? x.a > y.a : x.b > y.b;
    }
};

constexpr Candidate kNone{-1, 0, 0};

using Links = std::vector<Link>;  // ascending by other

Links::iterator find(Links& links, std::uint32_t other) {
    return std::lower_bound(links.begin(), links.end(), other,
                            [](const Link& link, std::uint32_t wanted) { return link.other < wanted; });
}

/// Links to the same group become one.
void add_up(Links& links) {
    std::stable_sort(links.begin(), links.end(), [](const Link& x, const Link& y) { return x.other < y.other; });
    std::size_t kept = 0;
    for (const Link& link : links) {
        if (kept > 0 && links[kept - 1].other == link.other) {
            links[kept - 1].sum += link.sum;
        } else {
            links[kept++] = link;
        }
    }
    links.resize(kept);
    links.shrink_to_fit();
}

/// Groups are named by their smallest item.
class Groups {
  public:
    Groups(const Items& items, double threshold, parallel::Steps& steps)
        : threshold_(threshold),
          label_(items.count),
          size_(items.sizes.begin(), items.sizes.end()),
          fixed_(items.count),
          links_(items.count),
          best_(items.count, kNone),
          outdated_(items.count),
          steps_(steps) {
        size_.resize(items.count, 1);
        std::iota(label_.begin(), label_.end(), 0U);
        std::map<std::uint32_t, std::uint32_t> firsts;
        for (std::uint32_t item = 0; item < items.groups.size(); ++item) {
            if (items.groups[item] == kFree) continue;
            label_[item] = firsts.try_emplace(items.groups[item], item).first->second;
            fixed_[label_[item]] = 1;
            if (label_[item] != item) size_[label_[item]] += size_[item];
        }
        item_size_ = items.sizes;
        item_size_.resize(items.count, 1);
    }

    void link(const similarity::Pairs& pairs) {
        check(pairs);
        std::vector<std::uint32_t> counts(label_.size());
        const auto each = [&](auto take) {
            for (std::size_t i = 0; i < pairs.size(); ++i) {
                const std::uint32_t a = label_[pairs.a[i]];
                const std::uint32_t b = label_[pairs.b[i]];
                if (a != b && !(fixed_[a] && fixed_[b])) take(i, a, b);
            }
            steps_.add(pairs.size());
        };
        each([&](std::size_t, std::uint32_t a, std::uint32_t b) { ++counts[a], ++counts[b]; });
        for (std::size_t group = 0; group < counts.size(); ++group) links_[group].reserve(counts[group]);
        each([&](std::size_t i, std::uint32_t a, std::uint32_t b) {
            const double sum = pairs.similarity[i] * item_size_[pairs.a[i]] * item_size_[pairs.b[i]];
            links_[a].push_back({b, sum});
            links_[b].push_back({a, sum});
        });
        for (std::uint32_t group = 0; group < links_.size(); ++group) {
            add_up(links_[group]);
            choose(group);
        }
    }

    std::vector<std::uint32_t> merged() && {
        while (!queue_.empty()) {
            const Candidate top = queue_.top();
            queue_.pop();
            steps_.add(1);
            if (is_best(top.a, top) || is_best(top.b, top)) {
                merge(top.a, top.b);
                continue;
            }
            for (const std::uint32_t group : {top.a, top.b}) {
                if (best_[group] == top) choose(group);
            }
        }
        // A merged group points to a smaller one, whose own label is final by then.
        for (std::uint32_t& label : label_) label = label_[label];
        return std::move(label_);
    }

  private:
    void check(const similarity::Pairs& pairs) const {
        const auto where = [&](std::size_t i) {
            return "pair (" + std::to_string(pairs.a[i]) + ", " + std::to_string(pairs.b[i]) + ")";
        };
        std::vector<std::uint64_t> ends;
        ends.reserve(pairs.size());
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const auto [least, most] = std::minmax(pairs.a[i], pairs.b[i]);
            if (least == most || most >= label_.size()) {
                throw std::invalid_argument(where(i) + " is not a pair of " + std::to_string(label_.size()) + " items");
            }
            ends.push_back(std::uint64_t{least} << 32 | most);
        }
        if (!std::is_sorted(ends.begin(), ends.end())) std::sort(ends.begin(), ends.end());
        if (const auto twice = std::adjacent_find(ends.begin(), ends.end()); twice != ends.end()) {
            throw std::invalid_argument("pair (" + std::to_string(*twice >> 32) + ", " +
                                        std::to_string(*twice & 0xFFFFFFFF) + ") comes twice");
        }
    }

    bool is_best(std::uint32_t group, const Candidate& candidate) const {
        return best_[group] == candidate && !outdated_[group];
    }

    /// Looks for the group that `group` would be merged with first.
    void choose(std::uint32_t group) {
        Candidate& best = best_[group];
        best = kNone;
        outdated_[group] = 0;
        std::erase_if(links_[group], [&](const Link& link) { return is_gone(link); });
        for (const Link& link : links_[group]) {
            const double mean = link.sum / (size_[group] * size_[link.other]);
            if (mean >= threshold_ && mean > best.mean) {
                best = {mean, std::min(group, link.other), std::max(group, link.other)};
            }
        }
        steps_.add(links_[group].size());
        if (best != kNone) queue_.push(best);
    }

    void merge(std::uint32_t a, std::uint32_t b) {
        label_[b] = a;
        size_[a] += size_[b];
        size_[b] = 0;
        fixed_[a] |= fixed_[b];
        best_[b] = kNone;
        Links both;
        both.reserve(links_[a].size() + links_[b].size());
        std::merge(links_[a].begin(), links_[a].end(), links_[b].begin(), links_[b].end(), std::back_inserter(both),
                   [](const Link& x, const Link& y) { return x.other < y.other; });
        links_[b] = {};
        std::erase_if(both, [&](const Link& link) { return link.other == a || is_gone(link); });
        add_up(both);
        std::erase_if(both, [&](const Link& link) { return part(a, b, link); });
        links_[a] = std::move(both);
        for (const Link& link : links_[a]) join(link.other, a, b, link.sum);
        choose(a);
    }

    /// Whether two groups that must not be merged would be; then the other forgets both.
    bool part(std::uint32_t a, std::uint32_t b, const Link& link) {
        if (!fixed_[a] || !fixed_[link.other]) return false;
        Links& theirs = links_[link.other];
        std::erase_if(theirs, [&](const Link& each) { return each.other == a || each.other == b; });
        if (leads_to(link.other, a, b)) outdated_[link.other] = 1;
        return true;
    }

    /// In the links of `group`, `b` has become a part of `a`.
    void join(std::uint32_t group, std::uint32_t a, std::uint32_t b, double sum) {
        Links& links = links_[group];
        const auto place = find(links, a);
        if (place == links.end() || place->other != a) {  // then there is one to b, which is larger
            std::move_backward(place, find(links, b), std::next(find(links, b)));
        }
        *place = {a, sum};
        if (!leads_to(group, a, b) || outdated_[group]) return;
        // A mean with both is at most the larger of the means with each: the old one bounds whatever is best now, and
        // only if it comes to the top is that looked for.
        const double mean = sum / (size_[group] * size_[a]);
        if (mean < best_[group].mean) {
            outdated_[group] = 1;
            return;
        }
        best_[group] = {mean, std::min(group, a), std::max(group, a)};
        queue_.push(best_[group]);
    }

    /// Whether the best of `group` is `a` or `b`.
    bool leads_to(std::uint32_t group, std::uint32_t a, std::uint32_t b) const {
        const Candidate& best = best_[group];
        if (best == kNone) return false;
        const std::uint32_t other = best.a == group ? best.b : best.a;
        return other == a || other == b;
    }

    /// Whether a link leads to a group that was merged, and another link to the group that it is in.
    bool is_gone(const Link& link) const { return size_[link.other] == 0; }

    double threshold_;
    std::vector<std::uint32_t> label_;
    std::vector<double> size_;
    std::vector<std::uint32_t> item_size_;
    std::vector<std::uint8_t> fixed_;  ///< whether a group was there from the start
    std::vector<Links> links_;
    std::vector<Candidate> best_;         ///< of each group with others; what is queued and not here is void
    std::vector<std::uint8_t> outdated_;  ///< whether `best_` is no more than a bound
    std::priority_queue<Candidate> queue_;
    parallel::Steps& steps_;
};

void check_number(std::size_t given, const char* of, std::size_t items) {
    if (given == 0 || given == items) return;
    throw std::invalid_argument(std::to_string(given) + " " + of + " for " + std::to_string(items) + " items");
}

}  // namespace

std::vector<std::uint32_t> average_linkage(const Items& items, const similarity::Pairs& pairs, double threshold,
                                           const parallel::Control& control) {
    if (!(threshold > 0)) {
        throw std::invalid_argument("threshold is " + std::to_string(threshold) + "; it must be above 0");
    }
    check_number(items.sizes.size(), "sizes", items.count);
    check_number(items.groups.size(), "groups", items.count);
    parallel::Steps steps(control, 4 * pairs.size());
    Groups groups(items, threshold, steps);
    groups.link(pairs);
    return std::move(groups).merged();
}

}  // namespace wirecopy::clusters
