#include "spaceless_words.hpp"

#include <algorithm>
#include <span>

#include <unicode/uscript.h>

#include "wirecopy/text/utf8.hpp"

#include "byte_search.hpp"
#include "word_blocks.hpp"

namespace wirecopy::tokens {
namespace {

bool is_syllable(std::uint32_t code_point) {
    return code_point >= 0xAC00 && code_point <= 0xD7A3;
}

/// Of a letter that a dictionary may join, else USCRIPT_COMMON.
UScriptCode script_of(std::uint32_t code_point) {
    UErrorCode status = U_ZERO_ERROR;
    if (code_point < 0x2E80 || word_property(code_point).weight() != Weight::dictionary) return USCRIPT_COMMON;
    return uscript_getScript(static_cast<UChar32>(code_point), &status);
}

}  // namespace

std::size_t find_syllable(std::string_view text, std::size_t at) {
    const auto holds = [text](std::size_t place) {
        const auto lead = static_cast<unsigned char>(text[place]);
        return lead >= 0xEA && lead <= 0xED && is_syllable(text::character_at(text, place).code_point);
    };
#ifdef __SSE2__
    const auto candidates = [](__m128i block) { return marks(block, '\xEA', '\xED'); };
    return find_byte(text, at, text.size(), candidates, holds);
#else
    while (at < text.size() && !holds(at)) ++at;
    return at;
#endif
}

bool has_spaceless_letters(const WordColumns& words, std::size_t first) {
    const auto kinds = std::span<const TokenKind>(words.kind).subspan(first);
    return std::find(kinds.begin(), kinds.end(), kDictionaryKind) != kinds.end();
}

void leave_alone(WordColumns& words, std::size_t first) {
    std::replace(words.kind.data() + first, words.kind.data() + words.size(), kDictionaryKind, TokenKind::word);
}

void join_han(std::string_view text, WordColumns& words, std::size_t first) {
    const auto is_letter = [&](std::size_t i) {
        return words.kind[i] == kDictionaryKind &&
               script_of(text::character_at(text, words.begin[i]).code_point) == USCRIPT_HAN;
    };
    std::size_t last = first;
    for (std::size_t i = first; i < words.size();) {
        const bool han = is_letter(i);
        words.begin[last] = words.begin[i];
        words.kind[last] = han ? TokenKind::word : words.kind[i];
        std::uint32_t end = words.end[i];
        for (++i; han && i < words.size() && words.begin[i] == end && is_letter(i); ++i) end = words.end[i];
        words.end[last++] = end;
    }
    words.resize(last);
}

bool is_korean(std::string_view text) {
    if (find_syllable(text, 0) == text.size()) return false;
    std::size_t syllables = 0;
    std::size_t others = 0;
    for (std::size_t at = 0; at < text.size();) {
        const text::Character character = text::character_at(text, at);
        at += character.size;
        syllables += is_syllable(character.code_point) ? 1 : 0;
        const UScriptCode script = script_of(character.code_point);
        others += script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ? 1 : 0;
    }
    return syllables > others;
}

}  // namespace wirecopy::tokens
