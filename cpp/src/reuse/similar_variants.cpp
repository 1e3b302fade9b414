#include "wirecopy/reuse/similar_variants.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

#include "wirecopy/parallel/sort.hpp"
#include "wirecopy/parallel/steps.hpp"
#include "wirecopy/reuse/trigrams.hpp"

#include "similarity_join.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::size_t kTask = 512;  ///< texts
/// Texts whose words are fetched ahead.
constexpr std::size_t kAhead = 4;

std::span<const tokens::TokenKey> keys_of(std::span<const Word> words, std::vector<tokens::TokenKey>& room) {
    room.resize(words.size());
    std::transform(words.begin(), words.end(), room.begin(), spread);
    return room;
}

/// A variant, and where its words are: to ask again in every round is dear, since they may lie anywhere.
struct PlacedVariant {
    std::uint32_t variant;
    FlatWords::Place begin;
    std::uint32_t size;
};

/// Variants in the order of the documents that had them first; those of one document in their own.
std::vector<PlacedVariant> by_earliest_copy(const Variants& variants, std::span<const std::uint32_t> rank,
                                            const parallel::Control& control) {
    parallel::Steps steps(control, variants.paragraphs() + variants.size());
    std::vector<std::uint32_t> earliest(variants.size(), std::numeric_limits<std::uint32_t>::max());
    variants.for_each([&](std::size_t paragraph, std::uint32_t document) {
        steps.add(1);
        std::uint32_t& of_variant = earliest[variants.variant_of(paragraph)];
        of_variant = std::min(of_variant, rank[document]);
    });
    std::vector<std::uint32_t> place(rank.size() + 1, 0);  // of each rank's first variant
    for (const std::uint32_t of_variant : earliest) ++place[of_variant + 1];
    std::partial_sum(place.begin(), place.end(), place.begin());
    std::vector<PlacedVariant> order(variants.size());
    for (std::uint32_t variant = 0; variant < order.size(); ++variant) {
        steps.add(1);
        const std::span<const Word> words = variants.words_of(variant);
        order[place[earliest[variant]]++] = {variant,
                                             static_cast<FlatWords::Place>(words.data() - variants.words().at(0)),
                                             static_cast<std::uint32_t>(words.size())};
    }
    return order;
}

}  // namespace

std::vector<Link> similar_texts(std::size_t texts, std::size_t words, const KeysOfText& keys, double jaccard,
                                const parallel::Control& control, JoinLimits limits) {
    SimilarityJoin join(words, jaccard, limits.crowd, limits.storage);
    const auto add_all = [&] {
        parallel::for_each((texts + kTask - 1) / kTask, control, [&](std::size_t task) {
            std::vector<tokens::TokenKey> room;
            join.add([&](TrigramEntries& entries) {
                for (std::size_t text = task * kTask; text < std::min(texts, (task + 1) * kTask); ++text) {
                    const auto of_text = keys(text, room);
                    if (of_text.size() >= 3) entries.add(static_cast<std::uint32_t>(text), of_text);
                }
            });
        });
    };
    Verification verification = join.candidates(texts, limits.rounds, add_all, control);
    const auto survivors = verification.texts();
    parallel::for_each((survivors.size() + kTask - 1) / kTask, control, [&](std::size_t task) {
        std::vector<tokens::TokenKey> room;
        for (std::size_t i = task * kTask; i < std::min(survivors.size(), (task + 1) * kTask); ++i) {
            verification.read(survivors[i], keys(survivors[i], room));
        }
    });
    return verification.links(jaccard, control);
}

std::vector<Link> similar_variants(const Variants& variants, double jaccard, const parallel::Control& control) {
    const auto keys = [&](std::size_t text, std::vector<tokens::TokenKey>& room) {
        return keys_of(variants.words_of(text), room);
    };
    return similar_texts(variants.size(), variants.words().size(), keys, jaccard, control);
}

std::vector<Link> linked_variants(const Variants& variants, std::span<const std::uint32_t> rank, double jaccard,
                                  Workspace workspace, const parallel::Control& control) {
    const std::vector<PlacedVariant> order = by_earliest_copy(variants, rank, control);
    const auto keys = [&](std::size_t text, std::vector<tokens::TokenKey>& room) {
        if (text + kAhead < order.size()) variants.words().prefetch(order[text + kAhead].begin);
        return keys_of({variants.words().at(order[text].begin), order[text].size}, room);
    };
    std::size_t words = 0;
    for (const PlacedVariant& one : order) words += one.size;
    std::vector<Link> links = similar_texts(order.size(), words, keys, jaccard, control,
                                            {kVariantCrowd, 1 + words / workspace.words_at_once, workspace.storage});
    for (Link& link : links) {
        const auto [a, b] = std::minmax({order[link.variant_a].variant, order[link.variant_b].variant});
        link = {a, b, link.jaccard};
    }
    parallel::sort(links, control, [](const Link& x, const Link& y) {
        return std::pair(x.variant_a, x.variant_b) < std::pair(y.variant_a, y.variant_b);
    });
    return links;
}

}  // namespace wirecopy::reuse
