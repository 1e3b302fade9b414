#include "wirecopy/tokens/segments.hpp"

namespace wirecopy::tokens {

void Segmenter::append(std::string_view text, std::span<const std::uint32_t> begin, std::uint64_t first,
                       std::vector<std::uint64_t>& paragraph_begin, std::vector<std::uint64_t>& sentence_begin) {
    paragraphs_.clear();
    append_paragraphs(text, rules_.paragraphs, paragraphs_);
    std::size_t token = 0;
    for (const ByteSpan& paragraph : paragraphs_) {
        // Tokens of whatever stands between paragraphs are of the next one, so that none is of no paragraph.
        if (token == begin.size() || begin[token] >= paragraph.end) continue;
        paragraph_begin.push_back(first + token);
        sentence_begin.push_back(first + token);
        sentences_.clear();
        append_sentence_begins(text, paragraph, rules_.sentences, sentences_);
        for (const std::uint32_t sentence : sentences_) {
            while (token < begin.size() && begin[token] < sentence) ++token;
            if (token == begin.size() || begin[token] >= paragraph.end) break;
            if (sentence_begin.back() != first + token) sentence_begin.push_back(first + token);
        }
        while (token < begin.size() && begin[token] < paragraph.end) ++token;
    }
    if (token < begin.size() && paragraphs_.empty()) {
        paragraph_begin.push_back(first);
        sentence_begin.push_back(first);
    }
}

}  // namespace wirecopy::tokens
