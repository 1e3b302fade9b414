#include "lines.hpp"

#include <array>

#include "sentence_break.hpp"
#include "word_properties.hpp"
#include "word_shape.hpp"

namespace wirecopy::tokens {
namespace {

/// White space, controls and invisible characters: what alone is no token.
bool is_blank(const Character& character) {
    return character.code_point >= 0 &&
           word_property(static_cast<std::uint32_t>(character.code_point)).weight() == Weight::blank;
}

/// Columns by the first byte of a character: Han, Kana, Hangul and most beyond U+FFFF are wide.
constexpr std::array<std::uint8_t, 256> column_widths() {
    std::array<std::uint8_t, 256> result{};
    for (std::size_t byte = 0; byte < 256; ++byte) {
        const bool is_continuation = byte >= 0x80 && byte < 0xC0;
        result[byte] = is_continuation ? 0 : byte >= 0xE3 ? 2 : 1;
    }
    result['\t'] = 8;
    return result;
}
constexpr auto kColumns = column_widths();

/// Of ASCII, and seen.
bool is_plainly_seen(char byte) {
    return byte > ' ' && byte < '\x7F';
}

ByteSpan trimmed(std::string_view text, std::size_t begin, std::size_t end) {
    while (begin < end && !is_plainly_seen(text[begin])) {
        const Character first = character_at(text, begin, end);
        if (!is_blank(first)) break;
        begin = first.next;
    }
    while (end > begin && !is_plainly_seen(text[end - 1])) {
        const Character last = character_before(text, end, begin);
        if (!is_blank(last)) break;
        end = last.next;
    }
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

std::size_t line_end_size(std::string_view text, std::size_t at) {
    switch (text[at]) {
        case '\r':
            return at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
        case '\n':
        case '\v':
        case '\f':
            return 1;
        case '\xC2':
            return text.substr(at, 2) == "\xC2\x85" ? 2 : 0;
        case '\xE2': {
            const std::string_view character = text.substr(at, 3);
            return character == "\xE2\x80\xA8" || character == "\xE2\x80\xA9" ? 3 : 0;
        }
        default:
            return 0;
    }
}

void append_lines(std::string_view text, std::span<const std::uint32_t> ends, std::vector<Line>& lines) {
    std::uint32_t blank = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= ends.size() && begin < text.size(); ++i) {
        const std::size_t end = i < ends.size() ? ends[i] : text.size();
        if (end < begin) continue;  // the LF of CRLF
        const ByteSpan span = trimmed(text, begin, end);
        if (span.begin < span.end) {
            lines.push_back({span, blank, static_cast<std::uint32_t>(begin)});
            blank = 0;
        } else {
            ++blank;
        }
        if (end == text.size()) break;
        begin = end + (text[end] == '\n' ? 1 : line_end_size(text, end));
    }
}

std::uint32_t columns(std::string_view text, std::uint32_t begin, std::uint32_t end) {
    std::uint32_t result = 0;
    for (std::size_t at = begin; at < end; ++at) result += kColumns[static_cast<unsigned char>(text[at])];
    return result;
}

}  // namespace wirecopy::tokens
