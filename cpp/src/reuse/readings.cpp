#include "readings.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <tuple>

namespace wirecopy::reuse {
namespace {

bool inside(WordSpan x, WordSpan y) {
    return x.begin >= y.begin && x.end <= y.end;
}

bool overlap(WordSpan x, WordSpan y) {
    return x.begin < y.end && y.begin < x.end;
}

/// Words of one side that were told.
class Told {
  public:
    bool holds(WordSpan words) const {
        const auto behind = ends_.upper_bound(words.begin);
        return behind != ends_.begin() && std::prev(behind)->second >= words.end;
    }

    void add(WordSpan words) {
        auto next = ends_.upper_bound(words.begin);
        if (next != ends_.begin() && std::prev(next)->second >= words.begin) --next;
        while (next != ends_.end() && next->first <= words.end) {
            words = {std::min(words.begin, next->first), std::max(words.end, next->second)};
            next = ends_.erase(next);
        }
        ends_.emplace(words.begin, words.end);
    }

  private:
    std::map<std::uint32_t, std::uint32_t> ends_;  ///< of stretches that do not touch, by their beginnings
};

}  // namespace

void Readings::add(const PassagePart& part) {
    const std::span<const Match> matches = part.matches;
    const WordSpan a{matches.front().a, matches.back().a + 1};
    const WordSpan b{matches.front().b, matches.back().b + 1};
    found_.push_back({0, 0, 0, a, b, identity_of(matches), part.context});
    const std::size_t first_run = runs_.size();
    for (std::size_t begin = 0, end = 0; begin < matches.size(); begin = end) {
        for (end = begin + 1; end < matches.size() && difference(matches[end - 1], matches[end]) == 0;) ++end;
        if (part.run_words[begin] < min_words_) continue;
        const auto [first, last] = std::pair(matches[begin], matches[end - 1]);
        runs_.push_back({{first.a, last.a + 1}, {first.b, last.b + 1}});
    }
    runs_of_.push_back({first_run, runs_.size(), false});
}

void Readings::clear() {
    found_.clear();
    runs_.clear();
    runs_of_.clear();
}

bool Readings::holds(std::size_t reading, WordSpan a, WordSpan b) const {
    return inside(a, found_[reading].a) && inside(b, found_[reading].b);
}

void Readings::hold(std::size_t reading, Match run) {
    const auto begin = runs_.begin() + static_cast<std::ptrdiff_t>(runs_of_[reading].first);
    const auto end = runs_.begin() + static_cast<std::ptrdiff_t>(runs_of_[reading].last);
    const auto own = std::upper_bound(begin, end, run.a, [](std::uint32_t a, const Run& one) { return a < one.a.end; });
    const bool is_own = own != end && run.a >= own->a.begin && run.a - own->a.begin == run.b - own->b.begin;
    if (!is_own) runs_of_[reading].holds_others = true;
}

std::span<Passage> Readings::best() {
    if (found_.size() > 1) drop_held();
    if (found_.size() > 2) drop_told();
    return found_;
}

void Readings::drop_held() {
    std::vector<bool> held(found_.size(), false);
    std::vector<std::pair<std::size_t, std::size_t>> doubtful;  // one that may give way, and to which
    for_each_overlap([&](std::size_t x, std::size_t y) {
        const auto [first, second] = std::minmax(x, y);
        if (tells_more(first, second)) {
            held[second] = true;
            runs_of_[first].holds_others |= is_strong(second);
        } else if (tells_more(second, first)) {
            held[first] = true;
            runs_of_[second].holds_others |= is_strong(first);
        } else if (is_strong(first) && is_strong(second)) {
            if (is_better_reading(first, second) && holds_runs(first, second)) doubtful.emplace_back(second, first);
            if (is_better_reading(second, first) && holds_runs(second, first)) doubtful.emplace_back(first, second);
        }
    });
    // The best first: what holds the runs of another must not give way itself afterwards.
    std::sort(doubtful.begin(), doubtful.end(), [&](const auto& x, const auto& y) {
        return std::tuple(-found_[x.first].identity.score(), x) < std::tuple(-found_[y.first].identity.score(), y);
    });
    for (const auto& [other, better] : doubtful) {
        if (!held[better] && !runs_of_[other].holds_others) held[other] = true;
    }
    keep(held);
}

void Readings::drop_told() {
    Told in_a;
    Told in_b;
    std::vector<bool> told(found_.size(), false);
    for (const std::size_t i : best_first()) {
        told[i] = !is_strong(i) && in_a.holds(found_[i].a) && in_b.holds(found_[i].b);
        if (told[i]) continue;
        in_a.add(found_[i].a);
        in_b.add(found_[i].b);
    }
    keep(told);
}

void Readings::keep(const std::vector<bool>& dropped) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < found_.size(); ++i) {
        if (dropped[i]) continue;
        found_[kept] = found_[i];
        runs_of_[kept] = runs_of_[i];
        ++kept;
    }
    found_.resize(kept);
    runs_of_.resize(kept);
}

std::vector<std::size_t> Readings::best_first() const {
    std::vector<std::size_t> order(found_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto rank = [&](std::size_t i) {
        const Passage& one = found_[i];
        return std::tuple(!is_strong(i), -one.identity.score(), one.a.begin, one.b.begin, one.a.end, one.b.end);
    };
    std::sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return rank(x) < rank(y); });
    return order;
}

/// Calls `visit(x, y)` for each two passages that overlap on the side on which fewer do.
template <typename Visit>
void Readings::for_each_overlap(Visit visit) const {
    const Overlaps in_a = overlaps(&Passage::a);
    const Overlaps in_b = overlaps(&Passage::b);
    const Overlaps& fewer = in_b.count < in_a.count ? in_b : in_a;
    for (std::size_t x = 0; x < fewer.order.size(); ++x) {
        for (std::size_t y = x + 1; y < fewer.end[x]; ++y) visit(fewer.order[x], fewer.order[y]);
    }
}

Readings::Overlaps Readings::overlaps(WordSpan Passage::* side) const {
    Overlaps found{std::vector<std::size_t>(found_.size()), {}};
    std::iota(found.order.begin(), found.order.end(), std::size_t{0});
    const auto begin_of = [&](std::size_t passage) { return (found_[passage].*side).begin; };
    std::sort(found.order.begin(), found.order.end(),
              [&](std::size_t x, std::size_t y) { return begin_of(x) < begin_of(y); });
    for (std::size_t x = 0; x < found.order.size(); ++x) {
        const auto from = found.order.begin() + static_cast<std::ptrdiff_t>(x + 1);
        const auto end =
            std::lower_bound(from, found.order.end(), (found_[found.order[x]].*side).end,
                             [&](std::size_t passage, std::uint32_t word) { return begin_of(passage) < word; });
        found.end.push_back(static_cast<std::size_t>(end - found.order.begin()));
        found.count += static_cast<std::size_t>(end - from);
    }
    return found;
}

bool Readings::tells_more(std::size_t better, std::size_t other) const {
    const bool both = holds(better, found_[other].a, found_[other].b);
    if (is_strong(other)) return both && is_strong(better);
    return both || is_better_reading(better, other);
}

/// Whether one side of another passage lies in this, which has more in common, and the other at least meets it.
bool Readings::is_better_reading(std::size_t better, std::size_t other) const {
    const Passage& x = found_[better];
    const Passage& y = found_[other];
    if (y.identity.score() >= x.identity.score()) return false;
    return (inside(y.a, x.a) && overlap(y.b, x.b)) || (inside(y.b, x.b) && overlap(y.a, x.a));
}

bool Readings::holds_runs(std::size_t better, std::size_t other) const {
    const Runs& own = runs_of_[other];
    const std::span<const Run> runs = std::span(runs_).subspan(own.first, own.last - own.first);
    return std::all_of(runs.begin(), runs.end(), [&](const Run& run) { return holds(better, run.a, run.b); });
}

}  // namespace wirecopy::reuse
