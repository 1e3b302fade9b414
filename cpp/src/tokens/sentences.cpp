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

}  // namespace

void append_sentence_begins(std::string_view text, ByteSpan paragraph, std::span<const std::uint32_t> marks,
                            std::vector<std::uint32_t>& begins) {
    if (paragraph.begin >= paragraph.end) return;
    begins.push_back(paragraph.begin);
    const std::size_t end = paragraph.end;
    const NewsRules rules(text, paragraph.begin, end);
    std::size_t sentence = paragraph.begin;
    std::size_t content = sentence;  // the sentence's first letter or digit, or how far there is none
    for (const std::size_t at : marks) {
        if (at + 1 == end) break;
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

void append_sentence_begins(std::string_view text, ByteSpan paragraph, SentenceRules rules,
                            std::vector<std::uint32_t>& begins) {
    if (paragraph.begin >= paragraph.end) return;
    if (rules == SentenceRules::news) {
        Column<std::uint32_t> marks;
        append_ends(text, paragraph.begin, paragraph.end, Ends::sentences, marks);
        append_sentence_begins(text, paragraph, marks, begins);
        return;
    }
    begins.push_back(paragraph.begin);
    const std::size_t first = begins.size();
    append_unicode_sentence_ends(text.substr(paragraph.begin, paragraph.end - paragraph.begin), begins);
    begins.pop_back();
    for (std::size_t i = first; i < begins.size(); ++i) begins[i] += paragraph.begin;
}

}  // namespace wirecopy::tokens
