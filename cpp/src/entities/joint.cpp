#include <string>

#include <unicode/uchar.h>

#include "wirecopy/entities/languages.hpp"
#include "wirecopy/entities/spelling.hpp"
#include "wirecopy/text/fold.hpp"
#include "wirecopy/text/utf8.hpp"
#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::entities {
namespace {

constexpr std::size_t kLongestJoint = 16;  ///< bytes

bool is_abbreviation(std::string_view word) {
    if (word.empty()) return false;
    if (text::character_at(word, 0).size == word.size()) return true;
    const tokens::TokenKey key = tokens::token_key(word);
    return (languages().front().cues(key) & (bit(Cue::address) | bit(Cue::abbreviation))) != 0;
}

}  // namespace

Joint joint(std::string_view text, const SpelledWord& before, const SpelledWord& after) {
    const std::string_view between = text.substr(before.end, after.begin - before.end);
    if (between.empty() || between == " ") return {0, false, false};
    if (between.size() > kLongestJoint) return {0, false, true};
    std::string marks;
    std::size_t lines = 0;
    bool spaced = false;
    bool space_before = false;  // the first mark
    for (std::size_t at = 0; at < between.size();) {
        const text::Character character = text::character_at(between, at);
        const auto c = static_cast<UChar32>(character.code_point);
        if ((c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029) {
            if (!between.substr(at).starts_with("\r\n")) ++lines;
            spaced = true;
        } else if (u_isUWhiteSpace(c)) {
            spaced = true;
        } else {
            if (marks.empty()) space_before = spaced;
            marks += between.substr(at, character.size);
        }
        at += character.size;
    }
    if (lines > 1) return {0, true, true};
    std::string folded = text::fold(marks);
    const bool loose =
        folded.empty() || (folded == "-" && !spaced) || (folded == "'" && !space_before) ||
        (folded == "." && !space_before && is_abbreviation(text.substr(before.begin, before.end - before.begin)));
    if (loose) return {0, lines > 0, false};
    if (folded == "-") folded = " - ";
    return {spelling_key(folded) | 1U, lines > 0, false};
}

}  // namespace wirecopy::entities
