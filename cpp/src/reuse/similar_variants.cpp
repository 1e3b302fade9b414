#include "wirecopy/reuse/similar_variants.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <stdexcept>
#include <string>

#include "wirecopy/reuse/trigrams.hpp"

namespace wirecopy::reuse {
namespace {

/// Guards the bounds against the rounding of floating point; the similarity itself is compared as it is.
constexpr double kRounding = 1e-9;

/// The set of 3-grams of each variant as numbers that sort the rarest first, the same number for the same 3-gram.
class RareFirstSets {
  public:
    RareFirstSets(const std::vector<DocumentWords>& documents, const Variants& variants) {
        struct Occurrence {
            std::uint64_t trigram;
            std::uint32_t variant;
        };
        std::vector<Occurrence> occurrences;
        begin_.push_back(0);
        for (std::size_t variant = 0; variant < variants.variants.size(); ++variant) {
            const Paragraph& paragraph = variants.first_copy(variant);
            const auto keys = documents[paragraph.document].keys(paragraph.words);
            for (const std::uint64_t hash : trigram_set(keys))
                occurrences.push_back({hash, static_cast<std::uint32_t>(variant)});
            begin_.push_back(occurrences.size());
        }
        std::sort(occurrences.begin(), occurrences.end(), [](const Occurrence& a, const Occurrence& b) {
            return a.trigram != b.trigram ? a.trigram < b.trigram : a.variant < b.variant;
        });
        elements_.resize(occurrences.size());
        std::vector<std::size_t> next(begin_.begin(), begin_.end() - 1);
        std::uint64_t number = 0;
        for (std::size_t first = 0; first < occurrences.size(); ++number) {
            std::size_t last = first;
            while (last < occurrences.size() && occurrences[last].trigram == occurrences[first].trigram) ++last;
            const std::uint64_t frequency = last - first;
            for (; first < last; ++first) elements_[next[occurrences[first].variant]++] = frequency << 32U | number;
        }
        for (std::size_t variant = 0; variant + 1 < begin_.size(); ++variant) {
            std::sort(elements_.begin() + static_cast<std::ptrdiff_t>(begin_[variant]),
                      elements_.begin() + static_cast<std::ptrdiff_t>(begin_[variant + 1]));
        }
    }

    std::size_t size() const { return begin_.size() - 1; }
    std::span<const std::uint64_t> operator[](std::size_t variant) const {
        return std::span(elements_).subspan(begin_[variant], begin_[variant + 1] - begin_[variant]);
    }
    /// Some of these must be shared by any set of similarity `jaccard`.
    std::span<const std::uint64_t> prefix(std::size_t variant, double jaccard) const {
        const auto set = (*this)[variant];
        const double least_shared = std::ceil(jaccard * static_cast<double>(set.size()) - kRounding);
        return set.first(set.size() - std::max<std::size_t>(1, static_cast<std::size_t>(least_shared)) + 1);
    }

  private:
    std::vector<std::size_t> begin_;
    std::vector<std::uint64_t> elements_;
};

/// Which variants hold an element in their prefix.
struct Posting {
    std::uint64_t element;
    std::uint32_t variant;
    friend auto operator<=>(const Posting&, const Posting&) = default;
};

}  // namespace

std::vector<Link> similar_variants(const std::vector<DocumentWords>& documents, const Variants& variants,
                                   double jaccard, const parallel::Control& control) {
    if (!(jaccard > 0 && jaccard <= 1)) {
        throw std::invalid_argument("jaccard is " + std::to_string(jaccard) + "; it must be above 0 and at most 1");
    }
    const RareFirstSets sets(documents, variants);
    std::vector<Posting> postings;
    for (std::size_t variant = 0; variant < sets.size(); ++variant) {
        if (sets[variant].empty()) continue;
        for (const std::uint64_t element : sets.prefix(variant, jaccard)) {
            // An element of one set meets no other.
            if (element >> 32U > 1) postings.push_back({element, static_cast<std::uint32_t>(variant)});
        }
    }
    std::sort(postings.begin(), postings.end());

    std::vector<std::vector<Link>> found(sets.size());
    parallel::for_each(sets.size(), control, [&](std::size_t a) {
        if (sets[a].empty()) return;
        std::vector<std::uint32_t> candidates;
        for (const std::uint64_t element : sets.prefix(a, jaccard)) {
            auto posting =
                std::upper_bound(postings.begin(), postings.end(), Posting{element, static_cast<std::uint32_t>(a)});
            for (; posting != postings.end() && posting->element == element; ++posting) {
                const auto shorter = static_cast<double>(std::min(sets[a].size(), sets[posting->variant].size()));
                const auto longer = static_cast<double>(std::max(sets[a].size(), sets[posting->variant].size()));
                if (shorter + kRounding >= jaccard * longer) candidates.push_back(posting->variant);
            }
        }
        std::sort(candidates.begin(), candidates.end());
        candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
        for (const std::uint32_t b : candidates) {
            const double similarity = reuse::jaccard(sets[a], sets[b]);
            if (similarity >= jaccard) found[a].push_back({static_cast<std::uint32_t>(a), b, similarity});
        }
    });
    std::vector<Link> links;
    for (const auto& own : found) links.insert(links.end(), own.begin(), own.end());
    return links;
}

}  // namespace wirecopy::reuse
