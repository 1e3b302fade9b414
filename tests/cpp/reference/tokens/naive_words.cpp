#include "reference/tokens/naive_words.hpp"

#include <cstddef>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace wirecopy::reference {
namespace {

struct Character {
    UChar32 code_point;
    std::uint32_t begin;
    bool is_split = false;  ///< a colon that joins nothing
};

bool is(const Character& c, int property) {
    if (property == U_WB_MIDLETTER && c.is_split) return false;
    return u_getIntPropertyValue(c.code_point, UCHAR_WORD_BREAK) == property;
}
bool ends_line(const Character& c) {
    return is(c, U_WB_CR) || is(c, U_WB_LF) || is(c, U_WB_NEWLINE);
}
bool extends(const Character& c) {
    return is(c, U_WB_EXTEND) || is(c, U_WB_FORMAT) || is(c, U_WB_ZWJ);
}
bool is_letter(const Character& c) {
    return is(c, U_WB_ALETTER) || is(c, U_WB_HEBREW_LETTER);
}
bool is_mid_num_let(const Character& c) {
    return is(c, U_WB_MIDNUMLET) || is(c, U_WB_SINGLE_QUOTE);
}
bool is_mid_letter(const Character& c) {
    return is(c, U_WB_MIDLETTER) || is_mid_num_let(c);
}
bool is_mid_num(const Character& c) {
    return is(c, U_WB_MIDNUM) || is_mid_num_let(c);
}

std::vector<Character> characters(std::string_view text) {
    std::vector<Character> result;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int64_t>(text.size());
    for (std::int64_t at = 0; at < size;) {
        const auto begin = static_cast<std::uint32_t>(at);
        UChar32 code_point = 0;
        U8_NEXT(bytes, at, size, code_point);
        result.push_back({code_point, begin});
    }
    return result;
}

/// The text without what WB4 skips, as positions in `all`; an extending character after nothing stands for itself.
std::vector<std::size_t> without_extending(const std::vector<Character>& all) {
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i == 0 || !extends(all[i]) || ends_line(all[i - 1])) kept.push_back(i);
    }
    return kept;
}

/// Whether there is a boundary before the character at `kept[k]`, k > 0, which WB4 does not skip.
bool breaks(const std::vector<Character>& all, const std::vector<std::size_t>& kept, std::size_t k) {
    static const Character none{0, 0};
    const auto at = [&](std::size_t i) -> const Character& { return i < kept.size() ? all[kept[i]] : none; };
    const Character& left = at(k - 1);
    const Character& right = at(k);
    const Character& left_left = k >= 2 ? at(k - 2) : none;
    const Character& right_right = at(k + 1);
    const Character& adjacent = all[kept[k] - 1];

    if (is(adjacent, U_WB_CR) && is(right, U_WB_LF)) return false;  // WB3
    if (ends_line(adjacent) || ends_line(right)) return true;       // WB3a, WB3b
    if (is(adjacent, U_WB_ZWJ) && u_hasBinaryProperty(right.code_point, UCHAR_EXTENDED_PICTOGRAPHIC)) return false;
    if (is(adjacent, U_WB_WSEGSPACE) && is(right, U_WB_WSEGSPACE)) return false;          // WB3d
    if (is_letter(left) && is_letter(right)) return false;                                // WB5
    if (is_letter(left) && is_mid_letter(right) && is_letter(right_right)) return false;  // WB6
    if (is_letter(left_left) && is_mid_letter(left) && is_letter(right)) return false;    // WB7
    if (is(left, U_WB_HEBREW_LETTER) && is(right, U_WB_SINGLE_QUOTE)) return false;       // WB7a
    if (is(left, U_WB_HEBREW_LETTER) && is(right, U_WB_DOUBLE_QUOTE) && is(right_right, U_WB_HEBREW_LETTER)) {
        return false;  // WB7b
    }
    if (is(left_left, U_WB_HEBREW_LETTER) && is(left, U_WB_DOUBLE_QUOTE) && is(right, U_WB_HEBREW_LETTER)) {
        return false;  // WB7c
    }
    if (is(left, U_WB_NUMERIC) && is(right, U_WB_NUMERIC)) return false;                             // WB8
    if (is_letter(left) && is(right, U_WB_NUMERIC)) return false;                                    // WB9
    if (is(left, U_WB_NUMERIC) && is_letter(right)) return false;                                    // WB10
    if (is(left_left, U_WB_NUMERIC) && is_mid_num(left) && is(right, U_WB_NUMERIC)) return false;    // WB11
    if (is(left, U_WB_NUMERIC) && is_mid_num(right) && is(right_right, U_WB_NUMERIC)) return false;  // WB12
    if (is(left, U_WB_KATAKANA) && is(right, U_WB_KATAKANA)) return false;                           // WB13
    const bool joins_right = is_letter(right) || is(right, U_WB_NUMERIC) || is(right, U_WB_KATAKANA);
    const bool joins_left = is_letter(left) || is(left, U_WB_NUMERIC) || is(left, U_WB_KATAKANA);
    const bool connects = is(left, U_WB_EXTENDNUMLET);
    if ((joins_left || connects) && is(right, U_WB_EXTENDNUMLET)) return false;     // WB13a
    if (connects && joins_right) return false;                                      // WB13b
    if (is(left, U_WB_REGIONAL_INDICATOR) && is(right, U_WB_REGIONAL_INDICATOR)) {  // WB15, WB16
        std::size_t before = 0;
        while (before < k && is(at(k - 1 - before), U_WB_REGIONAL_INDICATOR)) ++before;
        return before % 2 == 0;
    }
    return true;  // WB999
}

}  // namespace

std::vector<std::uint32_t> naive_word_boundaries(std::string_view text, tokens::WordRules rules) {
    std::vector<std::uint32_t> result;
    if (text.empty()) return result;
    std::vector<Character> all = characters(text);
    for (Character& c : all) c.is_split = rules == tokens::WordRules::news && c.code_point == ':';
    const std::vector<std::size_t> kept = without_extending(all);
    result.push_back(0);
    for (std::size_t k = 1; k < kept.size(); ++k) {
        if (breaks(all, kept, k)) result.push_back(all[kept[k]].begin);
    }
    result.push_back(static_cast<std::uint32_t>(text.size()));
    return result;
}

}  // namespace wirecopy::reference
