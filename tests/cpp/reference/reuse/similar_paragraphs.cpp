#include "reference/reuse/similar_paragraphs.hpp"

#include <cstdint>
#include <map>
#include <vector>

#include "reference/reuse/shared_text.hpp"

namespace wirecopy::reference {

reuse::SimilarParagraphs similar_paragraphs(const testing::Tokenized& corpus, double jaccard, std::size_t min_words) {
    using Keys = std::vector<tokens::TokenKey>;
    reuse::SimilarParagraphs result;
    std::map<Keys, std::uint32_t> known;
    std::vector<Keys> variants;
    for (std::uint32_t document = 0; document < corpus.words().size(); ++document) {
        const reuse::DocumentWords& words = corpus.words()[document];
        for (std::size_t paragraph = 0; paragraph < words.paragraph.size(); ++paragraph) {
            const auto span = words.keys(words.paragraph[paragraph]);
            if (span.size() < min_words) continue;
            const Keys keys(span.begin(), span.end());
            const auto next = static_cast<std::uint32_t>(variants.size());
            const auto [entry, is_new] = known.try_emplace(keys, next);
            if (is_new) variants.push_back(keys);
            result.variant.push_back(entry->second);
            result.document.push_back(document);
            result.begin.push_back(words.paragraph_span[paragraph].begin);
            result.end.push_back(words.paragraph_span[paragraph].end);
        }
    }
    for (std::uint32_t a = 0; a < variants.size(); ++a) {
        for (std::uint32_t b = a + 1; b < variants.size(); ++b) {
            const double similarity = reference::jaccard(variants[a], variants[b]);
            if (similarity >= jaccard) result.links.push_back({a, b, similarity});
        }
    }
    return result;
}

}  // namespace wirecopy::reference
