#include "lines.hpp"

#include <array>

#include <unicode/uchar.h>

#include "sentence_break.hpp"
#include "word_shape.hpp"

namespace wirecopy::tokens {
namespace {

constexpr std::array<bool, 256> line_end_leads() {
    std::array<bool, 256> result{};
    for (const int lead : {0x0A, 0x0B, 0x0C, 0x0D, 0xC2, 0xE2}) result[static_cast<std::size_t>(lead)] = true;
    return result;
}
constexpr auto kMayEndLine = line_end_leads();

/// Bytes of the end of a line that stands at `at`, 0 when none does.
std::size_t line_end_size(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at, 3);
    if (rest[0] == '\r') return rest.size() > 1 && rest[1] == '\n' ? 2 : 1;
    if (rest[0] >= '\n' && rest[0] <= '\f') return 1;
    if (rest.substr(0, 2) == "\xC2\x85") return 2;
    return rest == "\xE2\x80\xA8" || rest == "\xE2\x80\xA9" ? 3 : 0;
}

/// White space, controls and invisible characters.
bool is_blank(const Character& character) {
    const std::int32_t c = character.code_point;
    if (is_space(character.kind) || character.kind == SentenceBreak::format || (c >= 0 && c < 0x20) || c == 0x7F)
        return true;
    return character.kind == SentenceBreak::extend && u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

bool is_wide(std::int32_t c) {
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF01 && c <= 0xFF60) || c >= 0x1F300;
}

ByteSpan trimmed(std::string_view text, std::size_t begin, std::size_t end) {
    while (begin < end) {
        const Character first = character_at(text, begin, end);
        if (!is_blank(first)) break;
        begin = first.next;
    }
    while (end > begin) {
        const Character last = character_before(text, end, begin);
        if (!is_blank(last)) break;
        end = last.next;
    }
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    std::uint32_t blank = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin;
        std::size_t size = 0;
        for (; end < text.size(); ++end) {
            if (kMayEndLine[static_cast<unsigned char>(text[end])] && (size = line_end_size(text, end)) != 0) break;
        }
        const ByteSpan span = trimmed(text, begin, end);
        if (span.begin < span.end) {
            lines.push_back({span, blank, static_cast<std::uint32_t>(begin)});
            blank = 0;
        } else {
            ++blank;
        }
        begin = end + size;
    }
    return lines;
}

std::uint32_t columns(std::string_view text, std::uint32_t begin, std::uint32_t end) {
    constexpr std::uint32_t kTab = 8;
    std::uint32_t result = 0;
    for (std::size_t at = begin; at < end;) {
        const Character character = character_at(text, at, end);
        if (character.code_point == '\t') {
            result += kTab - result % kTab;
        } else if (!is_ignored(character.kind)) {
            result += is_wide(character.code_point) ? 2 : 1;
        }
        at = character.next;
    }
    return result;
}

}  // namespace wirecopy::tokens
