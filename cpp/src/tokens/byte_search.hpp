#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace wirecopy::tokens {

/// The first place from `at` on, before `end`, of which `holds` is true; `end` when there is none.
///
/// 16 bytes at a time with SSE2: `holds` is asked only of the bytes that `candidates` marks with 255 in a register, and
/// never of U+2010 to U+201F: quotation marks and dashes end neither lines nor sentences, and most news is full of
/// them.
#ifdef __SSE2__
/// For `find_byte`: marks one byte, or those from `first` to `last`.
inline __m128i marks(__m128i block, char byte) {
    return _mm_cmpeq_epi8(block, _mm_set1_epi8(byte));
}
inline __m128i marks(__m128i block, char first, char last) {
    const __m128i from_first = _mm_sub_epi8(block, _mm_set1_epi8(first));
    return _mm_cmpeq_epi8(_mm_min_epu8(from_first, _mm_set1_epi8(static_cast<char>(last - first))), from_first);
}

template <typename Candidates, typename Holds>
std::size_t find_byte(std::string_view text, std::size_t at, std::size_t end, Candidates candidates, Holds holds) {
    const auto load = [text](std::size_t place) {
        return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + place));
    };
    for (; at + 18 <= end; at += 16) {
        const __m128i block = load(at);
        __m128i marked = candidates(block);
        if (_mm_movemask_epi8(block) != 0) {
            const __m128i general = _mm_and_si128(marks(block, '\xE2'), marks(load(at + 1), '\x80'));
            const __m128i quotes = _mm_and_si128(general, marks(load(at + 2), '\x90', '\x9F'));
            marked = _mm_andnot_si128(quotes, marked);
        }
        auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(marked));
        for (; mask != 0; mask &= mask - 1) {
            const std::size_t place = at + static_cast<std::size_t>(std::countr_zero(mask));
            if (holds(place)) return place;
        }
    }
    while (at < end && !holds(at)) ++at;
    return at;
}
#endif

}  // namespace wirecopy::tokens
