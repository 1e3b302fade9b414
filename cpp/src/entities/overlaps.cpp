#include "overlaps.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

namespace wirecopy::entities {
namespace {

bool is_head(const Word& word) {
    return word.cased_up() && (word.is(Cue::organisation) || word.is(Cue::place));
}

/// Decides which runs of capitals a listed name within takes apart.
class Runs {
  public:
    Runs(const std::vector<Word>& words, const CountNames& count) : words_(words), count_(count) {}

    /// Whether the run is more than the name and what happens to stand beside it.
    bool is_own(const FoundName& run, const FoundName& listed) const {
        const bool person = listed.name.person && listed.last > listed.first;
        if (person && listed.last < run.last && words_[listed.last + 1].is(Cue::generation)) return true;
        const std::size_t begin = person ? listed.last + 1 : run.first;
        for (std::size_t i = begin; i <= run.last; ++i) {
            if ((i < listed.first || i > listed.last) && is_head(words_[i])) return true;
        }
        return !person && count_(run.first, run.last) > 1;
    }

  private:
    const std::vector<Word>& words_;
    const CountNames& count_;
};

bool is_run(const FoundName& each) {
    return each.name.listed == Name::kNotListed && each.name.given_kind < 0;
}

/// Those of `order` that no better one overlaps.
std::vector<std::uint32_t> kept(const std::vector<FoundName>& found, std::vector<std::uint32_t> order,
                                std::size_t words) {
    const auto rank = [&](std::uint32_t i) {
        const FoundName& f = found[i];
        return std::tuple(!f.name.doubtful, f.last - f.first, f.name.listed != Name::kNotListed, f.name.given_kind >= 0,
                          std::numeric_limits<std::uint32_t>::max() - f.first);
    };
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return rank(a) > rank(b); });
    std::vector<bool> taken(words, false);
    std::erase_if(order, [&](std::uint32_t i) {
        const auto begin = taken.begin() + found[i].first;
        const auto end = taken.begin() + found[i].last + 1;
        if (std::find(begin, end, true) != end) return true;
        std::fill(begin, end, true);
        return false;
    });
    return order;
}

}  // namespace

std::vector<WordRange> take_runs_apart(std::vector<FoundName>& found, const std::vector<Word>& words,
                                       const CountNames& count) {
    const auto by_place = [](const FoundName* a, const FoundName* b) { return a->first < b->first; };
    std::vector<const FoundName*> listed;
    std::vector<const FoundName*> runs;
    for (const FoundName& each : found) {
        if (each.name.listed != Name::kNotListed) listed.push_back(&each);
        if (is_run(each)) runs.push_back(&each);
    }
    std::vector<WordRange> left;
    if (listed.empty()) return left;
    std::sort(listed.begin(), listed.end(), by_place);
    std::sort(runs.begin(), runs.end(), by_place);
    const Runs judge(words, count);
    std::vector<bool> dropped(found.size(), false);
    const auto keep = [&](std::size_t first, std::size_t end) {
        while (first < end && !words[first].cased_up()) ++first;
        while (first < end && !words[end - 1].cased_up()) --end;
        if (first < end && count(first, end - 1) > 0) left.emplace_back(first, end - 1);
    };
    auto next = listed.begin();
    for (const FoundName* run : runs) {
        while (next != listed.end() && (*next)->last < run->first) ++next;
        if (next == listed.end()) break;
        bool own = true;
        for (auto it = next; it != listed.end() && (*it)->first <= run->last; ++it) {
            const bool whole = (*it)->first == run->first && (*it)->last == run->last;
            const bool inside = (*it)->first >= run->first && (*it)->last <= run->last;
            own = own && (whole || !inside || judge.is_own(*run, **it));
        }
        if (own) continue;
        dropped[static_cast<std::size_t>(run - found.data())] = true;
        std::size_t first = run->first;
        for (auto it = next; it != listed.end() && (*it)->first <= run->last; ++it) {
            keep(first, (*it)->first);
            first = std::max<std::size_t>(first, (*it)->last + 1);
        }
        keep(first, run->last + 1);
    }
    std::size_t at = 0;
    std::erase_if(found, [&](const FoundName&) { return dropped[at++]; });
    return left;
}

std::vector<Name> without_overlaps(std::vector<FoundName> found, std::size_t words) {
    std::vector<std::uint32_t> order(found.size());
    std::iota(order.begin(), order.end(), 0);
    const auto by_place = [&](std::uint32_t a, std::uint32_t b) {
        return std::pair(found[a].first, a) < std::pair(found[b].first, b);
    };
    if (!std::is_sorted(order.begin(), order.end(), by_place)) std::sort(order.begin(), order.end(), by_place);
    const auto overlap = [&](std::uint32_t a, std::uint32_t b) { return found[b].first <= found[a].last; };
    if (std::adjacent_find(order.begin(), order.end(), overlap) != order.end()) {
        order = kept(found, std::move(order), words);
        std::sort(order.begin(), order.end(), by_place);
    }
    std::vector<Name> names;
    names.reserve(order.size());
    for (const std::uint32_t each : order) names.push_back(std::move(found[each].name));
    const auto by_begin = [](const Name& a, const Name& b) { return a.span.begin < b.span.begin; };
    if (!std::is_sorted(names.begin(), names.end(), by_begin)) std::sort(names.begin(), names.end(), by_begin);
    return names;
}

}  // namespace wirecopy::entities
