#include "wirecopy/reuse/coverage.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "wirecopy/parallel/sort.hpp"
#include "wirecopy/parallel/steps.hpp"
#include "wirecopy/reuse/trigrams.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::size_t kLeastShared = 10;  ///< 3-grams that twelve words have
constexpr std::size_t kMostLonger = 4;
constexpr std::size_t kTask = 64;  ///< pairs

constexpr std::size_t kStepsPerPassage = 16;

/// Two variants, the lower first.
struct Pair {
    std::uint32_t first;
    std::uint32_t second;
    friend auto operator<=>(const Pair&, const Pair&) = default;
};

/// Finds paragraphs of which passages join half of the shorter.
class Joined {
  public:
    Joined(const Variants& variants, parallel::Steps& steps)
        : variants_(variants), first_(variants.words().documents() + 1, 0) {
        paragraphs_.reserve(variants.paragraphs());
        variants.for_each([&](std::size_t p, std::uint32_t document) {
            steps.add(1);
            paragraphs_.push_back(variants.paragraph(p, document));
            ++first_[document + 1];
        });
        std::partial_sum(first_.begin(), first_.end(), first_.begin());
    }

    void add(const Passage& passage) {
        for_each_in(passage.document_a, passage.a, [&](std::uint32_t p, WordSpan in_a) {
            for_each_in(passage.document_b, moved(in_a, passage.a, passage.b), [&](std::uint32_t q, WordSpan in_b) {
                const std::uint32_t shorter = std::min(size_of(p), size_of(q));
                if (2 * std::min(in_a.size(), in_b.size()) < shorter) return;
                const std::uint32_t x = variants_.variant_of(p);
                const std::uint32_t y = variants_.variant_of(q);
                if (x != y) pairs_.push_back({std::min(x, y), std::max(x, y)});
            });
        });
    }

    std::vector<Pair> pairs(const parallel::Control& control) && {
        parallel::sort(pairs_, control);
        pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
        return std::move(pairs_);
    }

  private:
    std::uint32_t size_of(std::uint32_t paragraph) const { return paragraphs_[paragraph].words.size(); }

    /// Where a part of one side of a passage stands on the other, about.
    static WordSpan moved(WordSpan part, WordSpan from, WordSpan to) {
        const auto at = [&](std::uint32_t word) {
            return to.begin + static_cast<std::uint32_t>(std::uint64_t{word - from.begin} * to.size() / from.size());
        };
        return {at(part.begin), at(part.end)};
    }

    /// Calls `visit(paragraph, words)` for each paragraph that has words of a span.
    template <typename Visit>
    void for_each_in(std::uint32_t document, WordSpan span, Visit visit) const {
        const auto begin = paragraphs_.begin() + static_cast<std::ptrdiff_t>(first_[document]);
        const auto end = paragraphs_.begin() + static_cast<std::ptrdiff_t>(first_[document + 1]);
        const auto ends_before = [](const Paragraph& one, std::uint32_t word) { return one.words.end <= word; };
        for (auto one = std::lower_bound(begin, end, span.begin, ends_before);
             one != end && one->words.begin < span.end; ++one) {
            visit(static_cast<std::uint32_t>(one - paragraphs_.begin()),
                  WordSpan{std::max(span.begin, one->words.begin), std::min(span.end, one->words.end)});
        }
    }

    const Variants& variants_;
    std::vector<Paragraph> paragraphs_;
    std::vector<std::size_t> first_;  ///< of each document's paragraphs, then their number
    std::vector<Pair> pairs_;
};

std::vector<std::uint64_t> set_of(const Variants& variants, std::uint32_t variant) {
    return trigram_set(variants.words_of(variant));
}

/// Drops pairs of which one is too long for the other.
void drop_too_long(const Variants& variants, std::vector<Pair>& pairs, const parallel::Control& control) {
    std::vector<std::uint32_t> wanted;
    for (const auto& [x, y] : pairs) wanted.insert(wanted.end(), {x, y});
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    std::vector<std::size_t> size(wanted.size());
    parallel::for_each(wanted.size(), control, [&](std::size_t i) { size[i] = set_of(variants, wanted[i]).size(); });
    const auto size_of = [&](std::uint32_t variant) {
        return size[static_cast<std::size_t>(std::lower_bound(wanted.begin(), wanted.end(), variant) - wanted.begin())];
    };
    std::erase_if(pairs, [&](const Pair& pair) {
        const auto [shorter, longer] = std::minmax({size_of(pair.first), size_of(pair.second)});
        return kMostLonger * shorter < longer;
    });
}

}  // namespace

bool Coverage::covers(double jaccard) const {
    const double enough = 2 * jaccard / (1 + jaccard) * static_cast<double>(shorter);
    return static_cast<double>(shared) >= enough && shared >= kLeastShared && kMostLonger * shorter >= longer;
}

Coverage coverage(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
    std::size_t shared = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i] == b[j]) ++shared;
        const bool first = a[i] <= b[j];
        const bool second = b[j] <= a[i];
        i += first ? 1 : 0;
        j += second ? 1 : 0;
    }
    return {shared, std::min(a.size(), b.size()), std::max(a.size(), b.size())};
}

std::vector<Link> with_shortened(const Variants& variants, std::span<const Passage> passages, std::vector<Link> links,
                                 double jaccard, const parallel::Control& control) {
    const auto before = [](const Link& x, const Link& y) {
        return std::pair(x.variant_a, x.variant_b) < std::pair(y.variant_a, y.variant_b);
    };
    parallel::Steps steps(control, variants.paragraphs() + kStepsPerPassage * passages.size());
    Joined joined(variants, steps);
    for (const Passage& passage : passages) {
        joined.add(passage);
        steps.add(kStepsPerPassage);
    }
    std::vector<Pair> pairs = std::move(joined).pairs(control);
    std::erase_if(pairs, [&](const Pair& pair) {
        return std::binary_search(links.begin(), links.end(), Link{pair.first, pair.second, 0}, before);
    });
    drop_too_long(variants, pairs, control);
    std::vector<Coverage> found(pairs.size());
    parallel::for_each((pairs.size() + kTask - 1) / kTask, control, [&](std::size_t task) {
        std::vector<std::uint64_t> of_a;
        std::optional<std::uint32_t> a;
        for (std::size_t i = task * kTask; i < std::min(pairs.size(), (task + 1) * kTask); ++i) {
            if (a != pairs[i].first) of_a = set_of(variants, pairs[i].first);
            a = pairs[i].first;
            found[i] = coverage(of_a, set_of(variants, pairs[i].second));
        }
    });
    const auto known = static_cast<std::ptrdiff_t>(links.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (found[i].covers(jaccard)) links.push_back({pairs[i].first, pairs[i].second, found[i].jaccard()});
    }
    std::inplace_merge(links.begin(), links.begin() + known, links.end(), before);
    return links;
}

}  // namespace wirecopy::reuse
