#include "wirecopy/reuse/families.hpp"

#include <algorithm>
#include <numeric>
#include <span>
#include <tuple>
#include <utility>

#include "wirecopy/parallel/steps.hpp"
#include "wirecopy/reuse/chains.hpp"
#include "wirecopy/reuse/coverage.hpp"
#include "wirecopy/reuse/trigrams.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::size_t kStepsPerVariant = 256;  ///< which is compared and aligned
constexpr double kQuotedShare = 0.9;

class FamilyFinder {
  public:
    FamilyFinder(const documents::Corpus& corpus, const Variants& variants, const std::vector<Link>& links,
                 double jaccard)
        : corpus_(corpus),
          variants_(variants),
          jaccard_(jaccard),
          first_(variants.size() + 1, 0),
          neighbours_(2 * links.size()),
          family_(variants.size(), kNoFamily),
          refused_by_(variants.size(), kNoFamily) {
        for (const Link& link : links) {
            ++first_[link.variant_a];
            ++first_[link.variant_b];
        }
        std::partial_sum(first_.begin(), first_.end(), first_.begin());
        for (const Link& link : links) {
            neighbours_[--first_[link.variant_a]] = link.variant_b;
            neighbours_[--first_[link.variant_b]] = link.variant_a;
        }
    }

    /// The variants of each family, its representative's first.
    std::vector<std::vector<std::uint32_t>> grouped(parallel::Steps& steps) {
        std::vector<std::pair<Rank, std::uint32_t>> order;
        for (std::uint32_t variant = 0; variant < variants_.size(); ++variant) {
            if (neighbours(variant).empty() && variants_.copies(variant).size() < 2) continue;
            order.emplace_back(rank(variant), variant);
        }
        std::sort(order.begin(), order.end());
        std::vector<std::vector<std::uint32_t>> families;
        for (const auto& [first, variant] : order) {
            if (family_[variant] != kNoFamily) continue;
            std::vector<std::uint32_t> family = grown_from(variant, static_cast<std::uint32_t>(families.size()));
            steps.add(kStepsPerVariant * family.size());
            std::size_t places = 0;
            for (const std::uint32_t member : family) places += variants_.copies(member).size();
            if (places > 1) families.push_back(std::move(family));
        }
        return families;
    }

    /// The copy of a variant that was published first.
    std::uint32_t earliest_copy(std::uint32_t variant) const {
        const auto copies = variants_.copies(variant);
        return *std::min_element(copies.begin(), copies.end(), [this](std::uint32_t x, std::uint32_t y) {
            return std::pair(earliest(x), x) < std::pair(earliest(y), y);
        });
    }

  private:
    /// When the earliest copy was published, the longest first, and which copy that is.
    using Rank = std::tuple<std::uint64_t, std::uint32_t, std::uint32_t>;

    std::uint64_t earliest(std::uint32_t paragraph) const {
        const documents::Interval published = corpus_.published(variants_.paragraph(paragraph).document);
        // Unknown dates come last; the others keep their order when the sign bit turns over.
        return published.known() ? static_cast<std::uint64_t>(published.earliest) ^ (std::uint64_t{1} << 63U)
                                 : ~std::uint64_t{0};
    }

    Rank rank(std::uint32_t variant) const {
        const std::uint32_t copy = earliest_copy(variant);
        return {earliest(copy), ~variants_.paragraph(copy).words.size(), copy};
    }

    std::span<const std::uint32_t> neighbours(std::uint32_t variant) const {
        return std::span(neighbours_).subspan(first_[variant], first_[variant + 1] - first_[variant]);
    }

    std::vector<std::uint64_t> set_of(std::uint32_t variant) const { return trigram_set(variants_.words_of(variant)); }

    bool is_like(const Coverage& representative) const {
        return representative.jaccard() >= jaccard_ / 2 || representative.covers(jaccard_);
    }

    std::vector<std::uint32_t> grown_from(std::uint32_t representative, std::uint32_t number) {
        const auto set = set_of(representative);
        std::vector<std::uint32_t> members{representative};
        family_[representative] = number;
        for (std::size_t i = 0; i < members.size(); ++i) {
            for (const std::uint32_t next : neighbours(members[i])) {
                if (family_[next] != kNoFamily || refused_by_[next] == number) continue;
                if (is_like(coverage(set, set_of(next)))) {
                    family_[next] = number;
                    members.push_back(next);
                } else {
                    refused_by_[next] = number;
                }
            }
        }
        return members;
    }

    const documents::Corpus& corpus_;
    const Variants& variants_;
    double jaccard_;
    std::vector<std::size_t> first_;  ///< of each variant's neighbours, then their number
    std::vector<std::uint32_t> neighbours_;
    std::vector<std::uint32_t> family_;
    std::vector<std::uint32_t> refused_by_;  ///< of each variant, the last family that it is not like
};

}  // namespace

bool is_quotation(const FlatDocument& document, WordSpan words) {
    std::uint32_t outside = 0;
    for (std::uint32_t word = words.begin; word < words.end; ++word) {
        outside += document.quotation(word) == 0 ? 1 : 0;
    }
    return static_cast<double>(outside) <= (1 - kQuotedShare) * words.size();
}

void sort_by_place(std::vector<Family>& families) {
    const auto place = [](const Family& family) {
        const Member& first = family.members.front();
        return std::tuple(first.document, first.words.begin, first.words.end, first.kind);
    };
    std::sort(families.begin(), families.end(), [&](const Family& x, const Family& y) { return place(x) < place(y); });
}

std::vector<Family> find_families(const documents::Corpus& corpus, const std::vector<std::vector<bool>>& is_boilerplate,
                                  const Variants& variants, const std::vector<Link>& links, double jaccard,
                                  const parallel::Control& control) {
    parallel::Steps steps(control, kStepsPerVariant * variants.size());
    FamilyFinder finder(corpus, variants, links, jaccard);
    std::vector<Family> families;
    for (const std::vector<std::uint32_t>& group : finder.grouped(steps)) {
        const std::uint32_t first = finder.earliest_copy(group.front());
        const Paragraph chosen = variants.paragraph(first);
        const FlatDocument of_chosen = variants.words()[chosen.document];
        const auto representative = of_chosen.words(chosen.words);
        Family family{variants.id(group.front()), Context::prose, {}};
        if (is_quotation(of_chosen, chosen.words)) family.context = Context::quotation;
        for (const std::uint32_t variant : group) {
            steps.add(kStepsPerVariant);
            const auto words = variants.words_of(variant);
            const Identity identity =
                identity_of(anchored_align(representative, words), representative.size(), words.size());
            for (const std::uint32_t copy : variants.copies(variant)) {
                const Paragraph paragraph = variants.paragraph(copy);
                if (is_boilerplate[paragraph.document][paragraph.number]) family.context = Context::boilerplate;
                family.members.push_back({paragraph.document, paragraph.number, paragraph.words, identity});
            }
        }
        const auto place = [&](const Member& member) {
            const bool other = member.document != chosen.document || member.paragraph != chosen.number;
            return std::tuple(other, member.document, member.paragraph);
        };
        std::sort(family.members.begin(), family.members.end(),
                  [&](const Member& x, const Member& y) { return place(x) < place(y); });
        families.push_back(std::move(family));
    }
    sort_by_place(families);
    return families;
}

}  // namespace wirecopy::reuse
