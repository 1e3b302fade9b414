#include "reference/tokens/tokenize.hpp"

#include <algorithm>
#include <set>

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "reference/tokens/boundaries.hpp"

namespace wirecopy::reference {
namespace {

const std::vector<std::string> kLineEnds = {"\r\n", "\n", "\v", "\f", "\r", "\u0085", "\u2028", "\u2029"};

struct Line {
    std::size_t begin;
    std::size_t end;
};

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines{{0, text.size()}};
    for (std::size_t at = 0; at < text.size();) {
        const auto ends = std::find_if(kLineEnds.begin(), kLineEnds.end(),
                                       [&](const std::string& end) { return text.substr(at).starts_with(end); });
        if (ends == kLineEnds.end()) {
            ++at;
            continue;
        }
        lines.back().end = at;
        at += ends->size();
        lines.push_back({at, text.size()});
    }
    return lines;
}

UChar32 first_code_point(std::string_view text) {
    return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())}).char32At(0);
}

bool is_seen(UChar32 character) {
    return u_isUWhiteSpace(character) == 0 && u_iscntrl(character) == 0 &&
           u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) == 0;
}

/// Whether a reader sees anything of a segment that is no word.
bool is_seen(std::string_view segment) {
    const auto text = icu::UnicodeString::fromUTF8({segment.data(), static_cast<std::int32_t>(segment.size())});
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        if (is_seen(text.char32At(at))) return true;
    }
    return false;
}

}  // namespace

std::vector<Token> tokenize(std::string_view text) {
    std::vector<Token> result;
    const std::vector<Boundary> words = reference::boundaries(text, tokens::BoundaryUnit::words);
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::uint32_t begin = words[i - 1].byte;
        const UChar32 first = first_code_point(text.substr(begin));
        auto kind = u_ispunct(first) != 0 ? tokens::TokenKind::punctuation : tokens::TokenKind::symbol;
        if (words[i].rule >= UBRK_WORD_NUMBER) kind = tokens::TokenKind::number;
        if (words[i].rule >= UBRK_WORD_LETTER) kind = tokens::TokenKind::word;
        if (kind > tokens::TokenKind::number && !is_seen(text.substr(begin, words[i].byte - begin))) continue;
        result.push_back({begin, words[i].byte, kind, false, false});
    }
    for (const Line& line : lines_of(text)) {
        const auto in_line = [&](const Token& token) { return token.begin >= line.begin && token.begin < line.end; };
        const auto paragraph = std::find_if(result.begin(), result.end(), in_line);
        if (paragraph == result.end()) continue;
        paragraph->starts_paragraph = true;
        std::set<std::size_t> begins;
        for (const Boundary& sentence :
             reference::boundaries(text.substr(line.begin, line.end - line.begin), tokens::BoundaryUnit::sentences)) {
            begins.insert(line.begin + sentence.byte);
        }
        for (const std::size_t begin : begins) {
            const auto first = std::find_if(result.begin(), result.end(),
                                            [&](const Token& token) { return in_line(token) && token.begin >= begin; });
            const bool is_inside = first != result.begin() && std::prev(first)->end > begin;  // of a token
            if (first != result.end() && !is_inside) first->starts_sentence = true;
        }
    }
    return result;
}

std::vector<Token> tokens_of(const tokens::TokenView& view) {
    std::vector<Token> result;
    for (std::size_t token = 0; token < view.size(); ++token) {
        result.push_back({view.span(token).begin, view.span(token).end, view.kind(token), false, false});
    }
    for (const std::uint64_t begin : view.paragraph_begin()) result.at(begin - view.offset()).starts_paragraph = true;
    for (const std::uint64_t begin : view.sentence_begin()) result.at(begin - view.offset()).starts_sentence = true;
    return result;
}

}  // namespace wirecopy::reference
