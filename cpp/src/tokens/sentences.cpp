#include "wirecopy/tokens/sentences.hpp"

#include "wirecopy/tokens/column.hpp"

#include "ends.hpp"
#include "news_rules.hpp"
#include "word_shape.hpp"

namespace wirecopy::tokens {
namespace {

bool is_mark(const Character& character) {
    return ends_sentence(character.kind) || character.code_point == kEllipsis;
}

void append_news(std::string_view text, std::size_t begin, std::size_t end, std::vector<std::uint32_t>& begins) {
    const NewsRules rules(text, begin, end);
    std::size_t sentence = begin;
    std::size_t content = begin;  // the sentence's first letter or digit, or how far there is none
    thread_local Column<std::uint32_t> places;
    places.clear();
    append_ends(text, begin, end, Ends::sentences, places);
    for (const std::size_t at : places) {
        const Character sign = character_at(text, at, end);
        const bool last = sign.next == end || !is_mark(character_at(text, sign.next, end));
        if (is_mark(sign) && last) {
            content = rules.find_content(content, at);
            const std::size_t next = content < at ? rules.next_sentence(sentence, at, sign) : 0;
            if (next != 0) {
                begins.push_back(static_cast<std::uint32_t>(next));
                sentence = content = next;
            }
        }
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
