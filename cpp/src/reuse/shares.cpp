#include "wirecopy/reuse/shares.hpp"

#include <algorithm>

namespace wirecopy::reuse {

std::vector<Shares> find_shares(const documents::Corpus& corpus, const std::vector<DocumentWords>& documents,
                                const std::vector<std::vector<bool>>& is_boilerplate,
                                const std::vector<Passage>& passages, const std::vector<DocumentCredits>& credits) {
    std::vector<std::vector<WordClass>> word_class(documents.size());
    // Of each word, whether another document has it certainly later, and whether one has it perhaps before.
    std::vector<std::vector<bool>> later(documents.size());
    std::vector<std::vector<bool>> before(documents.size());
    for (std::size_t d = 0; d < documents.size(); ++d) {
        word_class[d].assign(documents[d].size(), WordClass::own);
        later[d].assign(documents[d].size(), false);
        before[d].assign(documents[d].size(), false);
        for (std::size_t p = 0; p < documents[d].paragraph.size(); ++p) {
            if (!is_boilerplate[d][p]) continue;
            const auto [begin, end] = documents[d].paragraph[p];
            std::fill(word_class[d].begin() + begin, word_class[d].begin() + end, WordClass::boilerplate);
        }
    }
    const auto mark = [&](std::uint32_t document, WordSpan words, WordClass as, bool is_first) {
        for (std::uint32_t word = words.begin; word < words.end; ++word) {
            word_class[document][word] = std::min(word_class[document][word], as);
            (is_first ? later : before)[document][word] = true;
        }
    };
    for (const Passage& passage : passages) {
        const std::uint32_t a = passage.document_a;
        const std::uint32_t b = passage.document_b;
        if (a == b || passage.context == Context::boilerplate) continue;
        WordClass as = WordClass::other_publisher;
        if (passage.context == Context::quotation) {
            as = WordClass::quotation;
        } else if (credits[a].agency != kNoAgency || credits[b].agency != kNoAgency) {
            as = WordClass::wire;
        } else if (corpus.publisher(a) >= 0 && corpus.publisher(a) == corpus.publisher(b)) {
            as = WordClass::same_publisher;
        }
        mark(a, passage.a, as, corpus.published(a).before(corpus.published(b)));
        mark(b, passage.b, as, corpus.published(b).before(corpus.published(a)));
    }
    std::vector<Shares> shares(documents.size());
    for (std::size_t d = 0; d < documents.size(); ++d) {
        shares[d].words = static_cast<std::uint32_t>(documents[d].size());
        for (const WordClass one : word_class[d]) ++shares[d].of_class[static_cast<std::size_t>(one)];
        if (corpus.published(d).known()) {
            std::uint32_t first = 0;
            for (std::size_t word = 0; word < documents[d].size(); ++word) {
                if (later[d][word] && !before[d][word]) ++first;
            }
            shares[d].shared_first = first;
        }
    }
    return shares;
}

}  // namespace wirecopy::reuse
