#include "wirecopy/tokens/segments.hpp"

namespace wirecopy::tokens {

void Segmenter::read(std::string_view text) {
    paragraphs_.clear();
    sentences_.clear();
    next_ = 0;
    append_paragraphs(text, rules_.paragraphs, paragraphs_);
    for (const ByteSpan& paragraph : paragraphs_) {
        append_sentence_begins(text, paragraph, rules_.sentences, sentences_);
    }
}

std::uint32_t Segmenter::sentence_inside(ByteSpan token) {
    if (rules_.sentences == SentenceRules::unicode) return 0;
    while (next_ < sentences_.size() && sentences_[next_] <= token.begin) ++next_;
    return next_ < sentences_.size() && sentences_[next_] < token.end ? sentences_[next_] : 0;
}

}  // namespace wirecopy::tokens
