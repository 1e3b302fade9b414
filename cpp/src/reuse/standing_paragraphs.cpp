#include "wirecopy/reuse/standing_paragraphs.hpp"

#include <cstddef>

#include "wirecopy/reuse/boilerplate.hpp"
#include "wirecopy/reuse/read_words.hpp"

namespace wirecopy::reuse {

std::vector<StandingParagraph> standing_paragraphs(const documents::Corpus& corpus, const tokens::Tokens* tokens,
                                                   const parallel::Control& control) {
    std::vector<std::vector<Form>> forms(corpus.size());
    std::vector<std::vector<tokens::ByteSpan>> spans(corpus.size());
    const auto visit = [&](std::size_t d, const DocumentWords& words, const tokens::TokenView& /*view*/) {
        forms[d] = paragraph_forms(words, corpus.text(d));
        spans[d] = words.paragraph_span;
    };
    const FlatWords words = read_words(corpus, tokens, visit, control);
    const Boilerplate boilerplate = find_boilerplate(corpus, words, forms, control);
    std::vector<StandingParagraph> standing;
    for (std::uint32_t d = 0; d < corpus.size(); ++d) {
        for (std::size_t p = 0; p < spans[d].size(); ++p) {
            if (boilerplate.paragraphs[d][p]) standing.push_back({d, spans[d][p]});
        }
    }
    return standing;
}

}  // namespace wirecopy::reuse
