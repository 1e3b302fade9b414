#include "wirecopy/reuse/credit_lines.hpp"

#include <algorithm>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "mark_set.hpp"

namespace wirecopy::reuse {
namespace {

// Tokens, at most.
constexpr std::size_t kLongestBrackets = 14;
constexpr std::size_t kLongestByline = 20;
constexpr std::size_t kLongestDateline = 16;
constexpr std::size_t kLongestLine = 30;
constexpr std::size_t kLongestSentence = 80;
constexpr std::size_t kLongestCaption = 40;

constexpr MarkSet kOpening("( [ （ ［ 【 〔");
constexpr MarkSet kClosing(") ] ） ］ 】 〕");
constexpr MarkSet kSquare("[ ［ 【 〔");
constexpr MarkSet kDashes("- – — ― _ -- −");
constexpr MarkSet kDashesAndSlash("- – — ― _ -- − /");
constexpr MarkSet kHyphen("-");
constexpr MarkSet kSlash("/");
constexpr MarkSet kEqualsSigns("= ＝");
constexpr MarkSet kFullStop(".");
constexpr MarkSet kSeparators(", / | - – — : ; ( [ · •");
constexpr MarkSet kSentenceEnds(". ! ? … 。 ！ ？ \" ” ’ ' » 」 』 ) ]");

struct Case {
    std::size_t capitals = 0;
    std::size_t small = 0;
    bool begins_small = false;
};

Case case_of(std::string_view word) {
    Case result;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(word.data());
    const auto size = static_cast<std::int64_t>(word.size());
    for (std::int64_t at = 0; at < size;) {
        UChar32 character = 0;
        U8_NEXT(bytes, at, size, character);
        if (u_isupper(character) != 0) {
            ++result.capitals;
        } else if (u_islower(character) != 0) {
            if (result.capitals + result.small == 0) result.begins_small = true;
            ++result.small;
        }
    }
    return result;
}

}  // namespace

CreditLines::CreditLines(const Agencies& agencies, const tokens::TokenView& view, std::string_view text)
    : agencies_(agencies), view_(view), text_(text) {
    const auto begins = view.paragraph_begin();
    for (std::size_t p = 0; p < begins.size(); ++p) {
        const std::size_t begin = begins[p] - view.offset();
        const std::size_t end = p + 1 < begins.size() ? begins[p + 1] - view.offset() : view.size();
        std::size_t word = begin;
        while (word < end && !view.is_word(word)) ++word;
        if (word < end) paragraphs_.push_back({begin, end});
    }
}

Dateline CreditLines::dateline(std::size_t paragraph) const {
    const auto [begin, end] = paragraphs_[paragraph];
    if (const Runs::Found name = agency_at(begin, end); name.size > 0 && is_dash_after(begin + name.size, end)) {
        return {name.value};
    }
    for (std::size_t open = begin; open < std::min(end, begin + kLongestDateline); ++open) {
        if (!is_mark(open, kOpening)) continue;
        const std::size_t close = closing_bracket(open, end);
        if (close == end) return {};
        const Range before{begin, open};
        const Range inside{open + 1, close};
        if (inside.size() == 0 || has(agencies_.pictures, inside) || !is_place_and_date(before)) return {};
        const bool is_dashed = is_dash_after(close + 1, end);
        if (const std::int32_t agency = last_agency(inside); agency >= 0) {
            if (is_dashed || is_place_in_capitals(before)) return {agency};
            if (before.size() == 0 && close + 1 < end && only_credit(inside) >= 0) return {agency};
            if (before.size() == 0 && is_mark(open, kSquare)) return {agency};
            for (std::size_t token = inside.begin; before.size() == 0 && token < inside.end; ++token) {
                if (is_mark(token, kEqualsSigns)) return {agency};
            }
            return {};
        }
        if (is_dashed && before.size() > 0 && is_name(inside) && !has(agencies_.remarks, inside)) {
            const std::size_t name = view_.span(inside.begin).begin;
            return {-1, std::string(text_.substr(name, view_.span(close - 1).end - name)),
                    is_place_in_capitals(before)};
        }
        return {};
    }
    return {};
}

std::int32_t CreditLines::byline(std::size_t paragraph) const {
    const Range range = paragraphs_[paragraph];
    const Runs::Found by = agencies_.bylines.at(view_, range.begin, range.end);
    if (by.size == 0 || range.size() > kLongestByline) return -1;
    for (std::size_t token = range.begin + by.size; token < range.end; ++token) {
        const Runs::Found name = agency_at(token, range.end);
        if (name.size == 0) continue;
        // A name of one word needs a mark or "of the" before it: people and papers can be called the same.
        const bool is_apart = name.size > 1 || is_mark(token - 1, kSeparators) ||
                              agencies_.joining.at(view_, token - 1, range.end).size > 0 ||
                              token == range.begin + by.size;
        const Range rest{token + name.size, range.end};
        std::size_t other = rest.begin;
        while (other < rest.end) {
            const std::size_t step =
                std::max(agencies_.joining.at(view_, other, rest.end).size, agency_at(other, rest.end).size);
            if (step == 0 && view_.is_word(other)) break;
            other += std::max<std::size_t>(step, 1);
        }
        return is_apart && other == rest.end ? name.value : -1;
    }
    return -1;
}

std::int32_t CreditLines::line(std::size_t paragraph) const {
    const Range range = paragraphs_[paragraph];
    return range.size() <= kLongestLine ? only_credit(range) : -1;
}

std::int32_t CreditLines::sentence(std::size_t paragraph) const {
    const Range range = paragraphs_[paragraph];
    const auto begins = view_.sentence_begin();
    auto next = std::upper_bound(begins.begin(), begins.end(), view_.offset() + range.begin);
    Range sentence{range.begin, range.begin};
    while (sentence.end < range.end) {
        sentence.end = next == begins.end() ? range.end : std::min(range.end, *next++ - view_.offset());
        // An initial ends no sentence: "Reporting by A. Writer".
        if (sentence.end < range.end && sentence.size() > 1 && surface(sentence.end - 2).size() == 1) continue;
        if (const std::int32_t agency = of_sentence(sentence); agency >= 0) return agency;
        sentence.begin = sentence.end;
    }
    return -1;
}

bool CreditLines::may_have_sentence(std::size_t paragraph) const {
    const Range range = paragraphs_[paragraph];
    return first_agency(range) >= 0 && (has(agencies_.phrases, range) || has(agencies_.openings, range));
}

CreditLines::Ending CreditLines::ending(std::size_t paragraph) const {
    const Range range = paragraphs_[paragraph];
    if (const Range inside = bracketed_end(range); inside.size() > 0) {
        const bool alone = inside.begin <= range.begin + 1;
        const bool is_closing = !alone && is_mark(inside.begin - 2, kSentenceEnds);
        // Brackets before a stop are part of a sentence, as in "a town in Pennsylvania (PA).", except below pictures.
        const bool is_credit = inside.end + 1 == range.end || has(agencies_.pictures, range);
        return {alone        ? behind_dash(range)
                : is_closing ? only_credit(inside)
                             : -1,
                is_credit ? last_agency(inside) : -1};
    }
    const std::int32_t closing = behind_dash(range);
    if (closing >= 0) return {closing, closing};
    if (range.size() > kLongestCaption) return {-1, -1};
    std::size_t slash = range.end;
    while (slash > range.begin && range.end - slash <= kLongestBrackets && !is_mark(slash - 1, kSlash)) --slash;
    if (slash > range.begin && is_mark(slash - 1, kSlash)) return {-1, only_credit({slash, range.end})};
    return {-1, has(agencies_.pictures, range) ? last_agency(range) : -1};
}

/// What stands behind a dash at the end of a sentence and of the paragraph.
std::int32_t CreditLines::behind_dash(Range range) const {
    for (std::size_t token = range.end; token-- > range.begin + 1 && range.end - token <= kLongestBrackets;) {
        if (!is_mark(token, kDashesAndSlash)) continue;
        return is_mark(token - 1, kSentenceEnds) ? only_credit({token + 1, range.end}) : -1;
    }
    return -1;
}

/// The agency that begins with a token. A state behind a party is none: "(R-PA)".
Runs::Found CreditLines::agency_at(std::size_t token, std::size_t end) const {
    const Runs::Found name = agencies_.forms.at(view_, token, end);
    if (name.size == 0 || agencies_.is_other(text_.substr(view_.span(token).begin))) return {};
    const bool behind_letter = token >= 2 && is_mark(token - 1, kHyphen) && surface(token - 2).size() == 1 &&
                               view_.span(token - 2).end == view_.span(token - 1).begin &&
                               view_.span(token - 1).end == view_.span(token).begin;
    return behind_letter ? Runs::Found{} : name;
}

/// The first agency of a range that holds nothing but names, numbers, marks and joining words.
std::int32_t CreditLines::only_credit(Range range) const {
    std::int32_t agency = -1;
    for (std::size_t token = range.begin; token < range.end;) {
        if (const Runs::Found name = agency_at(token, range.end); name.size > 0) {
            if (agency < 0) agency = name.value;
            token += name.size;
            continue;
        }
        const std::size_t joining = agencies_.joining.at(view_, token, range.end).size;
        if (joining == 0 && view_.kind(token) == tokens::TokenKind::word) return -1;
        token += std::max<std::size_t>(joining, 1);
    }
    return agency;
}

std::int32_t CreditLines::first_agency(Range range) const {
    for (std::size_t token = range.begin; token < range.end; ++token) {
        if (const Runs::Found name = agency_at(token, range.end); name.size > 0) return name.value;
    }
    return -1;
}

/// The agency with which a range ends, marks aside.
std::int32_t CreditLines::last_agency(Range range) const {
    while (range.end > range.begin && !view_.is_word(range.end - 1)) --range.end;
    for (std::size_t token = range.begin; token < range.end;) {
        const Runs::Found name = agency_at(token, range.end);
        if (name.size > 0 && token + name.size == range.end) return name.value;
        ++token;
    }
    return -1;
}

std::int32_t CreditLines::of_sentence(Range range) const {
    if (range.size() > kLongestSentence) return -1;
    for (std::size_t token = range.begin; token < range.end; ++token) {
        if (const std::size_t opening = agencies_.openings.at(view_, token, range.end).size; opening > 0) {
            return first_agency({token + opening, range.end});
        }
        if (view_.is_word(token)) break;
    }
    for (std::size_t token = range.begin; token < range.end; ++token) {
        if (agencies_.phrases.at(view_, token, range.end).size > 0) return first_agency(range);
    }
    return -1;
}

/// What stands in the brackets with which a range ends; nothing where it does not.
CreditLines::Range CreditLines::bracketed_end(Range range) const {
    std::size_t close = range.end - 1;
    while (close > range.begin && !view_.is_word(close) && !is_mark(close, kClosing)) --close;
    if (!is_mark(close, kClosing)) return {range.end, range.end};
    for (std::size_t open = close; open-- > range.begin && close - open <= kLongestBrackets;) {
        if (is_mark(open, kOpening)) return {open + 1, close};
    }
    return {range.end, range.end};
}

std::size_t CreditLines::closing_bracket(std::size_t open, std::size_t end) const {
    for (std::size_t close = open + 1; close < end && close - open <= kLongestBrackets; ++close) {
        if (is_mark(close, kClosing)) return close;
    }
    return end;
}

bool CreditLines::has(const Runs& runs, Range range) const {
    for (std::size_t token = range.begin; token < range.end; ++token) {
        if (runs.at(view_, token, range.end).size > 0) return true;
    }
    return false;
}

/// A dash, perhaps behind a full stop, with text behind it.
bool CreditLines::is_dash_after(std::size_t token, std::size_t end) const {
    if (token < end && is_mark(token, kFullStop)) ++token;
    return token + 1 < end && is_mark(token, kDashes);
}

bool CreditLines::is_place_in_capitals(Range range) const {
    if (range.size() == 0) return false;
    const Case first = case_of(surface(range.begin));
    return first.capitals >= 2 && first.small == 0;
}

bool CreditLines::is_name(Range range) const {
    std::size_t letters = 0;
    for (std::size_t token = range.begin; token < range.end; ++token) {
        if (!view_.is_word(token)) return false;
        const Case of = case_of(surface(token));
        if (of.begins_small || view_.kind(token) == tokens::TokenKind::number) return false;
        letters += of.capitals + of.small;
    }
    return range.size() <= 4 && letters >= 2;
}

/// A place and perhaps a date: nothing in it is an agency, and few words begin small ("3 mars", "de").
bool CreditLines::is_place_and_date(Range range) const {
    std::size_t small = 0;
    for (std::size_t token = range.begin; token < range.end; ++token) {
        if (case_of(surface(token)).begins_small) ++small;
    }
    return first_agency(range) < 0 && small <= 2 && (range.size() == 0 || !case_of(surface(range.begin)).begins_small);
}

bool CreditLines::is_mark(std::size_t token, const MarkSet& marks) const {
    return !view_.is_word(token) && marks.has(surface(token));
}

std::string_view CreditLines::surface(std::size_t token) const {
    const tokens::ByteSpan span = view_.span(token);
    return text_.substr(span.begin, span.end - span.begin);
}

}  // namespace wirecopy::reuse
