#include "reference/tokens/tokenize.hpp"

#include <algorithm>
#include <set>

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include "reference/tokens/boundaries.hpp"
#include "reference/tokens/naive_words.hpp"

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

bool has_dictionary(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    const bool southeast =
        script == USCRIPT_THAI || script == USCRIPT_LAO || script == USCRIPT_KHMER || script == USCRIPT_MYANMAR;
    if (southeast) return u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || c == 0x30FC ||
           c == 0xFF70;
}

/// What the characters of a segment are, extending ones aside.
struct Content {
    bool word = false, number = false, symbol = false, punctuation = false, dictionary = false;
    bool seen = false;
};

Content content(std::string_view segment) {
    Content result;
    const auto utf16 = icu::UnicodeString::fromUTF8({segment.data(), static_cast<std::int32_t>(segment.size())});
    for (std::int32_t at = 0; at < utf16.length(); at = utf16.moveIndex32(at, 1)) {
        const UChar32 c = utf16.char32At(at);
        const int word_break = u_getIntPropertyValue(c, UCHAR_WORD_BREAK);
        const bool blank = u_isUWhiteSpace(c) != 0 || u_charType(c) == U_CONTROL_CHAR ||
                           u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
        if (blank) continue;
        result.seen = true;
        if (word_break == U_WB_EXTEND || word_break == U_WB_FORMAT) continue;
        const bool letter = word_break == U_WB_ALETTER || word_break == U_WB_HEBREW_LETTER ||
                            word_break == U_WB_KATAKANA || u_isUAlphabetic(c) != 0;
        const bool digit = word_break == U_WB_NUMERIC || u_isdigit(c) != 0;
        result.word = result.word || letter;
        result.dictionary = result.dictionary || (letter && has_dictionary(c));
        result.number = result.number || (!letter && digit);
        result.punctuation = result.punctuation || (!letter && !digit && u_ispunct(c) != 0);
        result.symbol = result.symbol || (!letter && !digit && u_ispunct(c) == 0);
    }
    return result;
}

tokens::TokenKind kind_of(const Content& content) {
    if (content.word) return tokens::TokenKind::word;
    if (content.number) return tokens::TokenKind::number;
    return content.punctuation && !content.symbol ? tokens::TokenKind::punctuation : tokens::TokenKind::symbol;
}

bool is_syllable(UChar32 c) {
    return c >= 0xAC00 && c <= 0xD7A3;
}

/// The characters of a text, each with the byte at which it begins.
std::vector<std::pair<UChar32, std::uint32_t>> characters_of(std::string_view text) {
    const auto utf16 = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    std::vector<std::pair<UChar32, std::uint32_t>> result;
    std::uint32_t byte = 0;
    for (std::int32_t at = 0; at < utf16.length(); at = utf16.moveIndex32(at, 1)) {
        result.emplace_back(utf16.char32At(at), byte);
        byte += static_cast<std::uint32_t>(U8_LENGTH(utf16.char32At(at)));
    }
    return result;
}

bool is_han(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(c, &status) == USCRIPT_HAN && u_isUAlphabetic(c) != 0;
}

bool is_kana(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    return (script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA) && u_isUAlphabetic(c) != 0;
}

/// More syllables of Hangul than Han and Kana.
bool is_korean(std::string_view text) {
    int balance = 0;
    for (const auto& [c, byte] : characters_of(text)) balance += is_syllable(c) ? 1 : is_han(c) || is_kana(c) ? -1 : 0;
    return balance > 0;
}

/// Boundaries of the segments, and on both sides of apostrophes in the middle of one that stand beside Hangul.
std::vector<std::uint32_t> news_boundaries(std::string_view text) {
    const std::vector<std::uint32_t> segments = naive_word_boundaries(text, tokens::WordRules::news);
    const auto characters = characters_of(text);
    std::set<std::uint32_t> all(segments.begin(), segments.end());
    for (std::size_t i = 1; i + 1 < characters.size(); ++i) {
        const auto [c, begin] = characters[i];
        const std::uint32_t end = characters[i + 1].second;
        const bool is_apostrophe = c == '\'' || c == 0x2018 || c == 0x2019;
        const bool is_korean = is_syllable(characters[i - 1].first) || is_syllable(characters[i + 1].first);
        const bool is_inside = std::count(segments.begin(), segments.end(), begin) == 0 &&
                               std::count(segments.begin(), segments.end(), end) == 0;
        if (is_apostrophe && is_korean && is_inside) all.insert({begin, end});
    }
    return {all.begin(), all.end()};
}

/// Whether `second` carries on the run of one mark that `first` ends.
bool is_run(std::string_view text, const Token& first, const Token& second) {
    const std::string_view mark = text.substr(second.begin, second.end - second.begin);
    const UChar32 c = characters_of(mark).front().first;
    const std::int8_t category = u_charType(c);
    const bool stands_alone =
        category == U_START_PUNCTUATION || category == U_END_PUNCTUATION || category == U_OTHER_SYMBOL;
    return second.kind >= tokens::TokenKind::punctuation && first.end == second.begin && !stands_alone &&
           first.kind == second.kind && text.substr(0, first.end).ends_with(mark);
}

/// A run of one mark is one token.
std::vector<Token> with_runs_joined(std::string_view text, const std::vector<Token>& marks) {
    std::vector<Token> result;
    std::size_t previous = 0;
    for (std::size_t i = 0; i < marks.size(); previous = i++) {
        if (i > 0 && is_run(text, marks[previous], marks[i])) {
            result.back().end = marks[i].end;
        } else {
            result.push_back(marks[i]);
        }
    }
    return result;
}

/// The segments of UAX #29 as news wants them, and of each run of letters without spaces what ICU makes of it, or in
/// Korean the run.
std::vector<Token> segments_of(std::string_view text) {
    std::vector<Token> result;
    const std::vector<std::uint32_t> all = news_boundaries(text);
    const bool korean = is_korean(text);
    for (std::size_t i = 1; i < all.size(); ++i) {
        std::size_t last = i;
        const auto segment = [&](std::size_t s) { return text.substr(all[s - 1], all[s] - all[s - 1]); };
        const bool run_of_han = korean && is_han(characters_of(segment(i)).front().first);
        const auto goes_on = [&](std::size_t s) {
            const bool han = korean && is_han(characters_of(segment(s)).front().first);
            return content(segment(s)).dictionary && han == run_of_han;
        };
        while (last < all.size() && goes_on(last)) ++last;
        if (last == i) {
            const Content found = content(text.substr(all[i - 1], all[i] - all[i - 1]));
            if (found.seen) result.push_back({all[i - 1], all[i], kind_of(found), false, false});
            continue;
        }
        const std::uint32_t begin = all[i - 1];
        if (run_of_han) {
            result.push_back({begin, all[last - 1], tokens::TokenKind::word, false, false});
            i = last - 1;
            continue;
        }
        const auto words =
            reference::boundaries(text.substr(begin, all[last - 1] - begin), tokens::BoundaryUnit::words);
        for (std::size_t w = 1; w < words.size(); ++w) {
            result.push_back({begin + words[w - 1].byte, begin + words[w].byte, tokens::TokenKind::word, false, false});
        }
        i = last - 1;
    }
    return result;
}

}  // namespace

std::vector<Token> tokenize(std::string_view text) {
    std::vector<Token> result = with_runs_joined(text, segments_of(text));
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
