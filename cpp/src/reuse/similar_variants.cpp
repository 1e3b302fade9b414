#include "wirecopy/reuse/similar_variants.hpp"

#include <algorithm>
#include <span>

#include "wirecopy/reuse/trigrams.hpp"

#include "similarity_join.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::size_t kTask = 512;  ///< texts

}  // namespace

std::vector<Link> similar_texts(std::size_t texts, std::size_t words, const KeysOfText& keys, double jaccard,
                                const parallel::Control& control) {
    SimilarityJoin join(words, jaccard);
    parallel::for_each((texts + kTask - 1) / kTask, control, [&](std::size_t task) {
        std::vector<tokens::TokenKey> room;
        join.add([&](TrigramEntries& entries) {
            for (std::size_t text = task * kTask; text < std::min(texts, (task + 1) * kTask); ++text) {
                const auto of_text = keys(text, room);
                if (of_text.size() >= 3) entries.add(static_cast<std::uint32_t>(text), of_text);
            }
        });
    });
    Verification verification = join.candidates(texts, control);
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
    const auto keys = [&](std::size_t variant, std::vector<tokens::TokenKey>& room) {
        const std::span<const Word> words = variants.words_of(variant);
        room.resize(words.size());
        std::transform(words.begin(), words.end(), room.begin(), spread);
        return std::span<const tokens::TokenKey>(room);
    };
    return similar_texts(variants.size(), variants.words().size(), keys, jaccard, control);
}

}  // namespace wirecopy::reuse
