#include "candidates.hpp"

#include <algorithm>
#include <utility>

namespace wirecopy::reuse {
namespace {

/// Meetings that are remembered, in the nearest cache.
constexpr unsigned kRecentBits = 11;
constexpr std::size_t kMeetings = std::size_t{1} << 13U;  ///< judged at a time
constexpr std::size_t kAhead = 12;                        ///< meetings whose signatures are fetched ahead
constexpr std::uint32_t kBetween = 4096;                  ///< texts

}  // namespace

void DistinctPairs::add(std::span<const Pair> pairs) {
    pairs_.insert(pairs_.end(), pairs.begin(), pairs.end());
    if (pairs_.size() > most_) make_distinct();
}

void DistinctPairs::make_distinct() {
    std::sort(pairs_.begin(), pairs_.end());
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
    most_ = std::max(most_, 2 * pairs_.size());
}

std::vector<Pair> DistinctPairs::take() {
    most_ = std::size_t{1} << 20U;
    return std::exchange(pairs_, {});
}

CandidateFinder::CandidateFinder(const TextBounds& bounds, double jaccard)
    : bounds_(bounds), jaccard_(jaccard), recent_(std::size_t{1} << kRecentBits, Pair{0, 0}) {}

void CandidateFinder::find(std::span<const TextLists> lists, TextRange range, std::vector<Pair>& candidates,
                           const std::function<void()>& between) {
    find_places(lists, range);
    std::uint32_t place = 0;
    for (std::uint32_t text = range.first; text < range.last; ++text) {
        for (const std::uint32_t end = end_[text - range.first]; place < end; ++place) {
            if (place + kAhead < places_.size()) __builtin_prefetch(places_[place + kAhead]);
            meet(text, places_[place] + 1);
            if (meetings_.size() > kMeetings) judge_meetings(candidates);
        }
        if ((text + 1) % kBetween == 0) between();
    }
    judge_meetings(candidates);
}

void CandidateFinder::find_places(std::span<const TextLists> lists, TextRange range) {
    const std::uint32_t texts = range.last - range.first;
    end_.assign(texts + 1, 0);
    const auto for_each = [&](const auto& visit) {
        for (const TextLists& own : lists) {
            for (const std::uint32_t& text : own) {
                // Those before the range come out as large numbers.
                if (text - range.first < texts) visit(text - range.first, &text);
            }
        }
    };
    for_each([&](std::uint32_t text, const std::uint32_t*) { ++end_[text + 1]; });
    for (std::uint32_t text = 0; text < texts; ++text) end_[text + 1] += end_[text];
    places_.resize(end_[texts]);
    for_each([&](std::uint32_t text, const std::uint32_t* place) { places_[end_[text]++] = place; });
}

void CandidateFinder::meet(std::uint32_t text, const std::uint32_t* others) {
    for (; *others != kEndOfList; ++others) {
        const Pair pair{text, *others};
        const std::uint64_t hash = (std::uint64_t{pair.a} << 32U | pair.b) * 0x9E3779B97F4A7C15U;
        Pair& recent = recent_[hash >> (64U - kRecentBits)];
        if (recent == pair || pair.a == pair.b) continue;
        recent = pair;
        meetings_.push_back(pair);
    }
}

/// Sizes and signatures lie far apart: they are fetched some meetings ahead.
void CandidateFinder::judge_meetings(std::vector<Pair>& candidates) {
    for (std::size_t i = 0; i < meetings_.size(); ++i) {
        if (i + kAhead < meetings_.size()) {
            __builtin_prefetch(&bounds_.size[meetings_[i + kAhead].b]);
            __builtin_prefetch(&bounds_.signature[meetings_[i + kAhead].b]);
        }
        const auto [a, b] = meetings_[i];
        const std::uint32_t shared = (bounds_.signature[a] & bounds_.signature[b]).count();
        if (signatures_allow(bounds_.size[a], bounds_.size[b], shared, jaccard_)) candidates.push_back(meetings_[i]);
    }
    meetings_.clear();
}

}  // namespace wirecopy::reuse
