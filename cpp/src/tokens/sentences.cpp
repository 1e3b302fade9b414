#include "wirecopy/tokens/sentences.hpp"

#include "news_rules.hpp"
#include "word_shape.hpp"

namespace wirecopy::tokens {
namespace {

void append_news(std::string_view text, std::size_t begin, std::size_t end, std::vector<std::uint32_t>& begins) {
    const NewsRules rules(text, begin, end);
    std::size_t sentence = begin;
    std::size_t at = begin;
    while ((at = find_sentence_end(text, at, end)) < end) {
        const Character sign = character_at(text, at, end);
        if (ends_sentence(sign.kind) || sign.code_point == kEllipsis) {
            const std::size_t next = rules.next_sentence(sentence, at, sign);
            if (next != 0) {
                begins.push_back(static_cast<std::uint32_t>(next));
                sentence = next;
            }
        }
        at = sign.next;
    }
}

}  // namespace

void append_sentence_begins(std::string_view text, ByteSpan paragraph, SentenceRules rules,
                            std::vector<std::uint32_t>& begins) {
    if (paragraph.begin >= paragraph.end) return;
    begins.push_back(paragraph.begin);
    if (rules == SentenceRules::news) {
        append_news(text, paragraph.begin, paragraph.end, begins);
        return;
    }
    const std::size_t first = begins.size();
    append_unicode_sentence_ends(text.substr(paragraph.begin, paragraph.end - paragraph.begin), begins);
    begins.pop_back();
    for (std::size_t i = first; i < begins.size(); ++i) begins[i] += paragraph.begin;
}

}  // namespace wirecopy::tokens
