#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <unicode/utf8.h>

#include "byte_search.hpp"

namespace wirecopy::tokens {

/// The property Sentence_Break of UAX #29. Values are the letters of the table.
enum class SentenceBreak : char {
    other = '-',
    cr = 'r',
    lf = 'n',
    separator = 'p',  ///< U+0085, U+2028, U+2029
    extend = 'e',
    format = 'f',
    space = '_',
    lower = 'l',
    upper = 'u',
    letter = 'o',  ///< without case
    numeric = '0',
    full_stop = '.',   ///< ends a sentence unless what follows tells otherwise (ATerm)
    terminator = '!',  ///< ends a sentence (STerm)
    go_on = ',',       ///< a sentence goes on after it (SContinue)
    close = ')',       ///< quotation marks and brackets
};

namespace detail {

#include "sentence_table.inc"

constexpr std::size_t kSentenceBlockCount = 0x110000 / 64;

constexpr std::array<std::uint16_t, kSentenceBlockCount> sentence_blocks() {
    std::array<std::uint16_t, kSentenceBlockCount> result{};
    std::size_t at = 0;
    for (const auto& [block, times] : kSentenceRuns) {
        for (std::size_t i = 0; i < times; ++i) result[at++] = static_cast<std::uint16_t>(block * 64);
    }
    return result;
}

/// For each first byte a bit for each continuation byte after which a sentence or a line may end.
constexpr std::array<std::uint64_t, 256> sentence_end_masks() {
    std::array<std::uint64_t, 256> result{};
    for (const auto& [first, second] : kSentenceEndBytes) {
        result[first] |= first < 0x80 ? ~std::uint64_t{0} : std::uint64_t{1} << (second & 0x3F);
    }
    return result;
}

inline constexpr auto kSentenceBlockOf = sentence_blocks();
inline constexpr auto kSentenceEndMasks = sentence_end_masks();

}  // namespace detail

/// 0 to 0x10FFFF; what is no code point has the property `other`.
inline SentenceBreak sentence_break(std::int32_t code_point) {
    const auto index = static_cast<std::uint32_t>(code_point);
    if (index >= 0x110000) return SentenceBreak::other;
    return static_cast<SentenceBreak>(detail::kSentenceBlocks[detail::kSentenceBlockOf[index / 64] + index % 64]);
}

/// A character of a text: what it is, where the next one begins, and its property.
struct Character {
    std::int32_t code_point;
    std::size_t next;
    SentenceBreak kind;
};

/// The character that begins at `at`, before `end`. Bytes that are not well-formed are characters of kind `other`.
inline Character character_at(std::string_view text, std::size_t at, std::size_t end) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) return {lead, at + 1, static_cast<SentenceBreak>(detail::kSentenceBlocks[lead])};
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    auto next = static_cast<std::int64_t>(at);
    std::int32_t code_point = 0;
    U8_NEXT(bytes, next, static_cast<std::int64_t>(end), code_point);
    return {code_point, static_cast<std::size_t>(next), sentence_break(code_point)};
}

/// The character that ends at `at`, after `begin`; its `next` is where it begins.
inline Character character_before(std::string_view text, std::size_t at, std::size_t begin) {
    const auto last = static_cast<unsigned char>(text[at - 1]);
    if (last < 0x80) return {last, at - 1, static_cast<SentenceBreak>(detail::kSentenceBlocks[last])};
    std::size_t lead = at - 1;
    while (lead > begin && at - lead < 4 && (static_cast<unsigned char>(text[lead]) & 0xC0) == 0x80) --lead;
    const Character character = character_at(text, lead, at);
    if (character.next != at) return {-1, at - 1, SentenceBreak::other};
    return {character.code_point, lead, character.kind};
}

/// Whether a sentence or a line may end with the character that begins at `place`, by its first two bytes.
inline bool may_end_sentence(std::string_view text, std::size_t place, std::size_t end) {
    const std::uint64_t seconds = detail::kSentenceEndMasks[static_cast<unsigned char>(text[place])];
    if (seconds == 0 || place + 1 == end) return seconds != 0;
    return (seconds >> (static_cast<unsigned char>(text[place + 1]) & 0x3F) & 1) != 0;
}

/// The first place from `at` on where a sentence or a line may end, to be looked at; `end` when there is none.
inline std::size_t find_sentence_end(std::string_view text, std::size_t at, std::size_t end) {
    const auto may_end = [text, end](std::size_t place) { return may_end_sentence(text, place, end); };
#ifdef __SSE2__
    const auto candidates = [](__m128i block) {
        const __m128i ends = _mm_or_si128(marks(block, '.'), _mm_or_si128(marks(block, '!'), marks(block, '?')));
        const __m128i leads = marks(block, '\xC2', '\xF4');
        return _mm_or_si128(_mm_or_si128(ends, leads), _mm_or_si128(marks(block, '\n'), marks(block, '\r')));
    };
    return find_byte(text, at, end, candidates, may_end);
#else
    while (at < end && !may_end(at)) ++at;
    return at;
#endif
}

inline bool is_ignored(SentenceBreak kind) {
    return kind == SentenceBreak::extend || kind == SentenceBreak::format;
}
inline bool ends_line(SentenceBreak kind) {
    return kind == SentenceBreak::lf || kind == SentenceBreak::cr || kind == SentenceBreak::separator;
}
inline bool ends_sentence(SentenceBreak kind) {
    return kind == SentenceBreak::full_stop || kind == SentenceBreak::terminator;
}

}  // namespace wirecopy::tokens
