#include "reference/tokens/sentences.hpp"

#include <string>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace wirecopy::reference {
namespace {

using Properties = std::vector<int>;

bool is_end_of_line(int property) {
    return property == U_SB_SEP || property == U_SB_CR || property == U_SB_LF;
}
bool is_ignored(int property) {
    return property == U_SB_EXTEND || property == U_SB_FORMAT;
}
bool is_terminator(int property) {
    return property == U_SB_ATERM || property == U_SB_STERM;
}

/// SB5: X (Extend | Format)* is X, but at the start of a text and of a line.
Properties without_ignored(const Properties& properties) {
    Properties result;
    for (std::size_t i = 0; i < properties.size(); ++i) {
        const bool stands_for_itself = i == 0 || is_end_of_line(properties[i - 1]);
        if (stands_for_itself || !is_ignored(properties[i])) result.push_back(properties[i]);
    }
    return result;
}

/// What is left of `left` before a tail of `property`.
std::size_t before_tail(const Properties& left, std::size_t size, int property) {
    while (size > 0 && left[size - 1] == property) --size;
    return size;
}

/// SB8: (not OLetter, Upper, Lower, end of line or terminator)* Lower
bool lower_follows(const Properties& right) {
    for (const int property : right) {
        if (property == U_SB_LOWER) return true;
        if (property == U_SB_OLETTER || property == U_SB_UPPER || is_end_of_line(property) || is_terminator(property)) {
            return false;
        }
    }
    return false;
}

bool breaks_between(const Properties& all_left, const Properties& all_right) {
    const int before = all_left.back();
    const int next = all_right.front();
    if (before == U_SB_CR && next == U_SB_LF) return false;  // SB3
    if (is_end_of_line(before)) return true;                 // SB4
    if (is_ignored(next)) return false;                      // SB5
    const Properties left = without_ignored(all_left);
    const Properties right = without_ignored(all_right);
    const int last = left.back();
    if (last == U_SB_ATERM && next == U_SB_NUMERIC) return false;  // SB6
    if (left.size() > 1 && last == U_SB_ATERM && next == U_SB_UPPER) {
        const int letter = left[left.size() - 2];
        if (letter == U_SB_UPPER || letter == U_SB_LOWER) return false;  // SB7
    }
    const std::size_t before_space = before_tail(left, left.size(), U_SB_SP);
    const std::size_t before_close = before_tail(left, before_space, U_SB_CLOSE);
    const int terminator = before_close > 0 ? left[before_close - 1] : U_SB_OTHER;  // SATerm Close* Sp*
    if (!is_terminator(terminator)) return false;                                   // SB998
    if (terminator == U_SB_ATERM && lower_follows(right)) return false;             // SB8
    if (next == U_SB_SCONTINUE || is_terminator(next)) return false;                // SB8a
    if (before_space == left.size() && next == U_SB_CLOSE) return false;            // SB9
    if (next == U_SB_SP || is_end_of_line(next)) return false;                      // SB9, SB10
    return true;                                                                    // SB11
}

}  // namespace

std::vector<std::uint32_t> sentence_ends(std::string_view text) {
    Properties properties;
    std::vector<std::uint32_t> begins;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < size;) {
        begins.push_back(static_cast<std::uint32_t>(at));
        UChar32 code_point = 0;
        U8_NEXT(bytes, at, size, code_point);
        properties.push_back(u_getIntPropertyValue(code_point, UCHAR_SENTENCE_BREAK));
    }
    std::vector<std::uint32_t> ends;
    for (std::size_t i = 1; i < properties.size(); ++i) {
        const auto place = properties.begin() + static_cast<std::ptrdiff_t>(i);
        if (breaks_between({properties.begin(), place}, {place, properties.end()})) ends.push_back(begins[i]);
    }
    if (!text.empty()) ends.push_back(static_cast<std::uint32_t>(text.size()));
    return ends;
}

}  // namespace wirecopy::reference
