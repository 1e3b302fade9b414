#include "text_marks.hpp"

#include "wirecopy/text/utf8.hpp"

namespace wirecopy::tokens {
namespace {

bool ends_line(std::uint32_t code_point) {
    return (code_point >= '\n' && code_point <= '\r') || code_point == 0x85 || code_point == 0x2028 ||
           code_point == 0x2029;
}

}  // namespace

void TextMarker::mark(std::string_view text, std::uint64_t first, TokenTable& table) {
    std::uint64_t token = first;
    std::uint32_t line_begin = 0;
    const auto size = static_cast<std::uint32_t>(text.size());
    for (std::uint32_t at = 0; at < size && token < table.size();) {
        const text::Character character = text::character_at(text, at);
        if (ends_line(character.code_point)) {
            token = mark_paragraph(text, {line_begin, at}, token, table);
            line_begin = at + character.size;
        }
        at += character.size;
    }
    mark_paragraph(text, {line_begin, size}, token, table);
}

/// Marks the sentences among the tokens that begin in a line, from `token` on; returns the first token after it.
std::uint64_t TextMarker::mark_paragraph(std::string_view text, ByteSpan paragraph, std::uint64_t token,
                                         TokenTable& table) {
    const auto begins_before = [&table](std::uint64_t t, std::size_t at) {
        return t < table.size() && table.begin[t] < at;
    };
    if (!begins_before(token, paragraph.end)) return token;
    table.paragraph_begin.push_back(token);
    sentences_.reset(text.substr(paragraph.begin, paragraph.end - paragraph.begin));
    for (int at = 0; at >= 0; at = sentences_.next()) {
        const std::size_t sentence = paragraph.begin + static_cast<std::size_t>(at);
        while (begins_before(token, sentence)) ++token;
        const bool first_here = table.sentence_begin.empty() || table.sentence_begin.back() != token;
        if (begins_before(token, paragraph.end) && first_here) table.sentence_begin.push_back(token);
    }
    while (begins_before(token, paragraph.end)) ++token;
    return token;
}

}  // namespace wirecopy::tokens
