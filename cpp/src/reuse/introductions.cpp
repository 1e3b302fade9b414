#include "wirecopy/reuse/introductions.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <span>
#include <utility>

namespace wirecopy::reuse {
namespace {

/// So far apart in the third two places may be, and so many equal words there are at both.
constexpr std::uint32_t kMostApart = 40;
constexpr std::uint32_t kAlike = 4;
constexpr std::uint32_t kLookBack = 512;
/// The group of all that may meet one that credits an agency; others are those of a house.
constexpr std::int32_t kOfAgencies = -1;

/// A document where it met a third.
struct Acquaintance {
    std::uint32_t third;
    std::int32_t group;
    std::uint32_t at;  ///< the word of the third
    std::uint32_t document;
    std::uint32_t word;
    friend auto operator<=>(const Acquaintance&, const Acquaintance&) = default;
};

class Introductions {
  public:
    Introductions(const documents::Corpus& corpus, const FlatWords& words,
                  const std::vector<std::vector<bool>>& is_boilerplate, const std::vector<bool>& credits)
        : corpus_(corpus), words_(words), is_boilerplate_(is_boilerplate), credits_(credits) {}

    std::vector<Meeting> among(std::span<const Meeting> meetings) {
        count_partners(meetings);
        std::vector<Acquaintance> all;
        for (const Meeting& one : meetings) {
            if (one.document_a == one.document_b) continue;
            add(all, one.document_a, one.a, one.document_b, one.b);
            add(all, one.document_b, one.b, one.document_a, one.a);
        }
        std::sort(all.begin(), all.end());
        for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
            while (end < all.size() && all[end].third == all[begin].third && all[end].group == all[begin].group) ++end;
            const auto group = std::span(all).subspan(begin, end - begin);
            if (group.front().group == kOfAgencies) {
                meet_credited(group);
            } else {
                meet_neighbours(group);
            }
        }
        return std::move(found_);
    }

  private:
    void count_partners(std::span<const Meeting> meetings) {
        partners_.assign(words_.documents(), 0);
        for (std::size_t i = 0; i < meetings.size(); ++i) {
            const auto& [a, b, in_a, in_b] = meetings[i];
            if (a == b || (i > 0 && meetings[i - 1].document_a == a && meetings[i - 1].document_b == b)) continue;
            ++partners_[a];
            ++partners_[b];
        }
    }

    void add(std::vector<Acquaintance>& all, std::uint32_t third, std::uint32_t at, std::uint32_t document,
             std::uint32_t word) const {
        if (partners_[third] <= kCrowd) return;
        if (is_boilerplate_[third][words_[third].paragraph_of(at)]) return;
        const std::int32_t house = corpus_.publisher(document);
        if (house >= 0 && house != corpus_.publisher(third)) all.push_back({third, house, at, document, word});
        if (!credits_[third]) all.push_back({third, kOfAgencies, at, document, word});
    }

    /// Each meets the nearest other document before it.
    void meet_neighbours(std::span<const Acquaintance> house) {
        for (std::size_t i = 1, other = 0; i < house.size(); ++i) {
            if (house[i].document != house[i - 1].document) other = i - 1;
            if (house[i].document != house[other].document) meet(house[other], house[i]);
        }
    }

    /// Each that credits no agency meets the nearest that does, before it and after it.
    void meet_credited(std::span<const Acquaintance> all) {
        const auto sweep = [this](auto begin, auto end) {
            const Acquaintance* credited = nullptr;
            for (auto one = begin; one != end; ++one) {
                if (credits_[one->document]) {
                    credited = &*one;
                } else if (credited != nullptr) {
                    meet(*credited, *one);
                }
            }
        };
        sweep(all.begin(), all.end());
        sweep(all.rbegin(), all.rend());
    }

    void meet(const Acquaintance& x, const Acquaintance& y) {
        const std::int64_t shift = std::int64_t{y.at} - std::int64_t{x.at};
        if (std::max(shift, -shift) > kMostApart) return;
        const std::int64_t in_x = std::int64_t{x.word} + shift;
        const auto words_of_x = words_.words(x.document);
        const auto words_of_y = words_.words(y.document);
        if (in_x < 0 || in_x + kAlike > std::int64_t(words_of_x.size()) || y.word + kAlike > words_of_y.size()) return;
        auto at_x = static_cast<std::uint32_t>(in_x);
        auto at_y = y.word;
        if (!std::equal(&words_of_x[at_x], &words_of_x[at_x] + kAlike, &words_of_y[at_y])) return;
        for (std::uint32_t back = 0; back < kLookBack && at_x > 0 && at_y > 0; ++back, --at_x, --at_y) {
            if (words_of_x[at_x - 1] != words_of_y[at_y - 1]) break;
        }
        if (x.document < y.document) {
            found_.push_back({x.document, y.document, at_x, at_y});
        } else {
            found_.push_back({y.document, x.document, at_y, at_x});
        }
    }

    const documents::Corpus& corpus_;
    const FlatWords& words_;
    const std::vector<std::vector<bool>>& is_boilerplate_;
    const std::vector<bool>& credits_;
    std::vector<std::uint32_t> partners_;  ///< of each document
    std::vector<Meeting> found_;
};

}  // namespace

void introduce(const documents::Corpus& corpus, const FlatWords& words,
               const std::vector<std::vector<bool>>& is_boilerplate, const std::vector<bool>& credits,
               tokens::Column<Meeting>& meetings) {
    std::vector<Meeting> found = Introductions(corpus, words, is_boilerplate, credits).among(meetings);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    const std::size_t known = meetings.size();
    meetings.append(found);
    Meeting* const begin = meetings.data();
    std::inplace_merge(begin, begin + known, begin + meetings.size());
    meetings.resize(static_cast<std::size_t>(std::unique(begin, begin + meetings.size()) - begin));
}

}  // namespace wirecopy::reuse
