#include "wirecopy/reuse/chains.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <unordered_map>

#include "wirecopy/reuse/trigrams.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::size_t kLookBack = 64;
constexpr std::size_t kNobody = static_cast<std::size_t>(-1);
constexpr std::size_t kMaxCells = std::size_t{1} << 22U;
constexpr std::uint32_t kAnchorGap = 4096;
constexpr double kUnanchoredDrop = 20;

std::vector<Run> runs(std::span<const Match> seeds) {
    const auto diagonal = [](const Match& seed) { return static_cast<std::int64_t>(seed.b) - seed.a; };
    std::vector<Match> sorted(seeds.begin(), seeds.end());
    std::sort(sorted.begin(), sorted.end(), [&](const Match& x, const Match& y) {
        return diagonal(x) != diagonal(y) ? diagonal(x) < diagonal(y) : x.a < y.a;
    });
    std::vector<Run> result;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const bool goes_on = i > 0 && diagonal(sorted[i - 1]) == diagonal(sorted[i]) &&
                             sorted[i].a <= result.back().a + result.back().size;
        if (goes_on) {
            result.back().size = sorted[i].a + 3 - result.back().a;
        } else {
            result.push_back({sorted[i].a, sorted[i].b, 3});
        }
    }
    std::sort(result.begin(), result.end(),
              [](const Run& x, const Run& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
    return result;
}

/// The 3-grams that occur once in each of two sequences.
std::vector<Match> anchors(std::span<const Word> a, std::span<const Word> b) {
    struct Places {
        std::uint32_t in_a = 0;
        std::uint32_t in_b = 0;
        Match first{0, 0};
    };
    std::unordered_map<std::uint64_t, Places> places;
    for (std::uint32_t word = 0; word + 3 <= a.size(); ++word) {
        Places& place = places[trigram(&a[word])];
        ++place.in_a;
        place.first.a = word;
    }
    for (std::uint32_t word = 0; word + 3 <= b.size(); ++word) {
        const auto place = places.find(trigram(&b[word]));
        if (place == places.end()) continue;
        ++place->second.in_b;
        place->second.first.b = word;
    }
    std::vector<Match> result;
    for (const auto& [hash, place] : places) {
        if (place.in_a == 1 && place.in_b == 1) result.push_back(place.first);
    }
    return result;
}

void append(Alignment& to, const Alignment& from, Match shift) {
    for (const Match match : from) to.push_back({match.a + shift.a, match.b + shift.b});
}

void append_run(Alignment& to, Run run) {
    for (std::uint32_t word = 0; word < run.size; ++word) to.push_back({run.a + word, run.b + word});
}

/// As anchored_align, for what lies between equal beginnings and ends.
Alignment align_middle(std::span<const Word> a, std::span<const Word> b) {
    if (a.empty() || b.empty()) return {};
    if (a.size() <= kMaxCells / b.size()) return align(a, b);
    const std::vector<Chain> found = chains(anchors(a, b), kAnchorGap);
    // A text that repeats itself has no 3-gram of its own to hold on to.
    if (found.empty()) return extend(a, b, kUnanchoredDrop);
    Alignment whole;
    Match end{0, 0};
    for (const Run& run : found.front()) {
        append(whole, anchored_align(a.subspan(end.a, run.a - end.a), b.subspan(end.b, run.b - end.b)), end);
        append_run(whole, run);
        end = {run.a + run.size, run.b + run.size};
    }
    append(whole, anchored_align(a.subspan(end.a), b.subspan(end.b)), end);
    return whole;
}

}  // namespace

Alignment anchored_align(std::span<const Word> a, std::span<const Word> b) {
    const std::size_t shorter = std::min(a.size(), b.size());
    std::size_t head = 0;
    while (head < shorter && a[head] == b[head]) ++head;
    std::size_t tail = 0;
    while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
    const auto begin = static_cast<std::uint32_t>(head);
    Alignment whole;
    append_run(whole, {0, 0, begin});
    append(whole, align_middle(a.subspan(head, a.size() - head - tail), b.subspan(head, b.size() - head - tail)),
           {begin, begin});
    append_run(whole, {static_cast<std::uint32_t>(a.size() - tail), static_cast<std::uint32_t>(b.size() - tail),
                       static_cast<std::uint32_t>(tail)});
    return whole;
}

std::vector<Chain> chains(std::span<const Match> seeds, std::uint32_t max_gap) {
    const std::vector<Run> run = runs(seeds);
    std::vector<std::int64_t> score(run.size());
    std::vector<std::size_t> before(run.size(), kNobody);
    for (std::size_t i = 0; i < run.size(); ++i) {
        score[i] = std::int64_t{kEqual} * run[i].size;
        for (std::size_t j = i; j-- > 0 && i - j <= kLookBack;) {
            const std::uint32_t end_a = run[j].a + run[j].size;
            const std::uint32_t end_b = run[j].b + run[j].size;
            if (end_a > run[i].a || end_b > run[i].b) continue;
            const std::uint32_t gap = std::max(run[i].a - end_a, run[i].b - end_b);
            if (gap > max_gap) continue;
            const std::int64_t joined = score[j] + std::int64_t{kEqual} * run[i].size - std::int64_t{kDifferent} * gap;
            if (joined > score[i]) {
                score[i] = joined;
                before[i] = j;
            }
        }
    }
    std::vector<std::size_t> best_first(run.size());
    std::iota(best_first.begin(), best_first.end(), std::size_t{0});
    std::stable_sort(best_first.begin(), best_first.end(),
                     [&](std::size_t x, std::size_t y) { return score[x] > score[y]; });
    std::vector<bool> used(run.size(), false);
    std::vector<Chain> result;
    for (const std::size_t end : best_first) {
        Chain chain;
        for (std::size_t i = end; i != kNobody && !used[i]; i = before[i]) {
            used[i] = true;
            chain.push_back(run[i]);
        }
        if (chain.empty()) continue;
        std::reverse(chain.begin(), chain.end());
        result.push_back(std::move(chain));
    }
    return result;
}

}  // namespace wirecopy::reuse
