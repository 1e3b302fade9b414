#include "wirecopy/reuse/similar_variants.hpp"

#include <algorithm>
#include <span>

#include "similarity_join.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::size_t kTask = 512;  ///< variants

}  // namespace

std::vector<Link> similar_variants(const std::vector<DocumentWords>& documents, const Variants& variants,
                                   double jaccard, const parallel::Control& control) {
    const auto keys = [&](std::size_t variant) {
        const Paragraph& paragraph = variants.first_copy(variant);
        return documents[paragraph.document].keys(paragraph.words);
    };
    const std::size_t size = variants.variants.size();
    std::size_t words = 0;
    for (std::size_t variant = 0; variant < size; ++variant) words += variants.first_copy(variant).words.size();
    SimilarityJoin join(words, jaccard);
    parallel::for_each((size + kTask - 1) / kTask, control, [&](std::size_t task) {
        join.add([&](TrigramEntries& entries) {
            for (std::size_t variant = task * kTask; variant < std::min(size, (task + 1) * kTask); ++variant) {
                if (keys(variant).size() >= 3) entries.add(static_cast<std::uint32_t>(variant), keys(variant));
            }
        });
    });
    Verification verification = join.candidates(size, control);
    const auto survivors = verification.texts();
    parallel::for_each((survivors.size() + kTask - 1) / kTask, control, [&](std::size_t task) {
        for (std::size_t i = task * kTask; i < std::min(survivors.size(), (task + 1) * kTask); ++i) {
            verification.read(survivors[i], keys(survivors[i]));
        }
    });
    return verification.links(jaccard, control);
}

}  // namespace wirecopy::reuse
