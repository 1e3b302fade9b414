#include "wirecopy/reuse/crowds.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <unordered_map>
#include <utility>

namespace wirecopy::reuse {

Crowds::Crowds(const documents::Corpus& corpus, std::vector<bool> credits)
    : corpus_(corpus), credits_(std::move(credits)), rank_(corpus.size()) {
    std::vector<std::uint32_t> order(corpus.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t x, std::uint32_t y) {
        const documents::Interval of_x = corpus.published(x);
        const documents::Interval of_y = corpus.published(y);
        if (of_x.known() != of_y.known()) return of_x.known();
        return of_x.earliest < of_y.earliest;
    });
    for (std::size_t i = 0; i < order.size(); ++i) rank_[order[i]] = static_cast<std::uint32_t>(i);
}

bool Crowds::same_house(std::uint32_t x, std::uint32_t y) const {
    return x == y || (corpus_.publisher(x) >= 0 && corpus_.publisher(x) == corpus_.publisher(y));
}

void Crowds::link(std::vector<Carrier>& carriers,
                  const std::function<void(std::uint32_t, std::uint32_t)>& compare) const {
    std::sort(carriers.begin(), carriers.end(), [this](const Carrier& x, const Carrier& y) {
        return std::pair(rank_[x.document], x.place) < std::pair(rank_[y.document], y.place);
    });
    if (carriers.size() <= kCrowd) {
        for (std::size_t y = 1; y < carriers.size(); ++y) {
            for (std::size_t x = 0; x < y; ++x) compare(carriers[x].place, carriers[y].place);
        }
        return;
    }
    const Carrier& earliest = carriers.front();
    const auto first_that = [&](auto&& fits) {
        const auto found = std::find_if(carriers.begin(), carriers.end(), fits);
        return found == carriers.end() ? nullptr : &*found;
    };
    const Carrier* elsewhere =
        first_that([&](const Carrier& one) { return !same_house(one.document, earliest.document); });
    const Carrier* credited = first_that([&](const Carrier& one) { return credits_[one.document]; });
    // Who was certainly there before another is decided by ends: of the one over soonest, and the one begun last.
    const Carrier* soonest = nullptr;
    const Carrier* latest = nullptr;
    for (const Carrier& one : carriers) {
        const documents::Interval published = corpus_.published(one.document);
        if (!published.known()) continue;
        if (soonest == nullptr || published.latest < corpus_.published(soonest->document).latest) soonest = &one;
        latest = &one;
    }
    std::unordered_map<std::int32_t, std::uint32_t> of_house;
    for (const Carrier& one : carriers) {
        const documents::Interval published = corpus_.published(one.document);
        std::array<std::uint32_t, 5> centres{};
        std::size_t count = 0;
        const auto with = [&](std::uint32_t centre) {
            const auto end = centres.begin() + static_cast<std::ptrdiff_t>(count);
            if (centre == one.place || std::find(centres.begin(), end, centre) != end) return;
            centres[count++] = centre;
            compare(centre, one.place);
        };
        with(earliest.place);
        if (const std::int32_t house = corpus_.publisher(one.document); house >= 0) {
            with(of_house.try_emplace(house, one.place).first->second);
        }
        if (elsewhere != nullptr && same_house(one.document, earliest.document)) with(elsewhere->place);
        if (credited != nullptr && !credits_[one.document] && !credits_[earliest.document]) with(credited->place);
        if (!published.known()) continue;
        if (corpus_.published(soonest->document).before(published)) {
            with(soonest->place);
        } else if (published.before(corpus_.published(latest->document))) {
            with(latest->place);
        }
    }
}

}  // namespace wirecopy::reuse
