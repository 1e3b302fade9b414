#include "encode_avx512.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>

#include "wirecopy/text/target.hpp"

#ifdef __x86_64__

#ifndef __clang__  // GCC 12 takes the registers that its own intrinsics leave undefined for a mistake (its bug 105593)
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>

WIRECOPY_BEGIN_TARGET("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")

namespace wirecopy::text {
namespace {

constexpr std::size_t kAtOnce = 16;

__m512i all(std::uint32_t value) {
    return _mm512_set1_epi32(static_cast<int>(value));
}

/// The first `count` of 16 units, each in a word of 32 bits.
__m512i load(const std::uint8_t* units, __mmask16 count) {
    return _mm512_cvtepu8_epi32(_mm_maskz_loadu_epi8(count, units));
}
__m512i load(const std::uint16_t* units, __mmask16 count) {
    return _mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(count, units));
}
__m512i load(const std::uint32_t* units, __mmask16 count) {
    return _mm512_maskz_loadu_epi32(count, units);
}

/// Writes units from the front while they are ASCII, in blocks; returns how many.
std::size_t copy_ascii(const std::uint8_t* units, std::size_t size, char* bytes) {
    std::size_t done = 0;
    for (; done + 64 <= size; done += 64) {
        const __m512i block = _mm512_loadu_si512(units + done);
        if (_mm512_movepi8_mask(block) != 0) break;
        _mm512_storeu_si512(bytes + done, block);
    }
    return done;
}
std::size_t copy_ascii(const std::uint16_t* units, std::size_t size, char* bytes) {
    std::size_t done = 0;
    for (; done + 32 <= size; done += 32) {
        const __m512i block = _mm512_loadu_si512(units + done);
        if (_mm512_cmpge_epu16_mask(block, _mm512_set1_epi16(0x80)) != 0) break;
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(bytes + done), _mm512_cvtepi16_epi8(block));
    }
    return done;
}
std::size_t copy_ascii(const std::uint32_t* units, std::size_t size, char* bytes) {
    std::size_t done = 0;
    for (; done + 16 <= size; done += 16) {
        const __m512i block = _mm512_loadu_si512(units + done);
        if (_mm512_cmpge_epu32_mask(block, all(0x80)) != 0) break;
        _mm_storeu_si128(reinterpret_cast<__m128i*>(bytes + done), _mm512_cvtepi32_epi8(block));
    }
    return done;
}

__m512i joined(__m512i a, __m512i b, __m512i c) {
    return _mm512_ternarylogic_epi32(a, b, c, 0xFE);
}

/// Sixteen units as UTF-8: the bytes of each in a word of its own, the first lowest, and which of them count.
struct Laid {
    __m512i bytes;
    __mmask64 count;
};

Laid lay_out(__m512i unit) {
    const __m512i six = all(0x3F);
    const __m512i last = _mm512_and_si512(unit, six);
    const __m512i second = _mm512_and_si512(_mm512_srli_epi32(unit, 6), six);
    const __m512i third = _mm512_and_si512(_mm512_srli_epi32(unit, 12), six);
    const __mmask16 two = _mm512_cmpge_epu32_mask(unit, all(0x80));
    const __mmask16 three = _mm512_cmpge_epu32_mask(unit, all(0x800));
    const __mmask16 four = _mm512_cmpge_epu32_mask(unit, all(0x10000));
    const __m512i of_two = joined(_mm512_srli_epi32(unit, 6), _mm512_slli_epi32(last, 8), all(0x80C0));
    const __m512i of_three = joined(_mm512_srli_epi32(unit, 12), _mm512_slli_epi32(second, 8),
                                    _mm512_or_si512(_mm512_slli_epi32(last, 16), all(0x8080E0)));
    const __m512i of_four = joined(_mm512_srli_epi32(unit, 18), _mm512_slli_epi32(third, 8),
                                   joined(_mm512_slli_epi32(second, 16), _mm512_slli_epi32(last, 24), all(0x808080F0)));
    __m512i bytes = _mm512_mask_mov_epi32(unit, two, of_two);
    bytes = _mm512_mask_mov_epi32(bytes, three, of_three);
    bytes = _mm512_mask_mov_epi32(bytes, four, of_four);
    __m512i counted = _mm512_mask_mov_epi32(all(0x80), two, all(0x8080));
    counted = _mm512_mask_mov_epi32(counted, three, all(0x808080));
    counted = _mm512_mask_mov_epi32(counted, four, all(0x80808080));
    return {bytes, _mm512_movepi8_mask(counted)};
}

template <typename Unit>
Encoded encode_units(const Unit* units, std::size_t size, char* bytes) {
    std::size_t written = 0;
    for (std::size_t at = 0; at < size;) {
        const std::size_t ascii = copy_ascii(units + at, size - at, bytes + written);
        at += ascii;
        written += ascii;
        if (at == size) break;
        // A whole block of 64 units costs less than to find out where the next ASCII begins.
        for (std::size_t group = 0; group < 4 && at < size; ++group) {
            const std::size_t count = std::min(size - at, kAtOnce);
            auto inside = static_cast<__mmask16>((std::uint32_t{1} << count) - 1);
            const __m512i unit = load(units + at, inside);
            const auto wrong =
                static_cast<__mmask16>(_mm512_cmpeq_epi32_mask(_mm512_and_si512(unit, all(0xFFFFF800)), all(0xD800)) |
                                       _mm512_cmpgt_epu32_mask(unit, all(0x10FFFF)));
            const auto good = static_cast<std::size_t>(std::countr_zero(std::uint32_t{wrong} | 1U << count));
            inside = static_cast<__mmask16>((std::uint32_t{1} << good) - 1);
            const Laid laid = lay_out(unit);
            const __mmask64 count_bytes =
                laid.count & _mm512_movepi8_mask(_mm512_maskz_mov_epi32(inside, all(0xFFFFFFFF)));
            const auto length = static_cast<std::size_t>(std::popcount(static_cast<std::uint64_t>(count_bytes)));
            const __m512i pressed = _mm512_maskz_compress_epi8(count_bytes, laid.bytes);
            _mm512_mask_storeu_epi8(bytes + written, _bzhi_u64(~std::uint64_t{0}, static_cast<unsigned>(length)),
                                    pressed);
            written += length;
            at += good;
            if (good < count) return {written, at};
        }
    }
    return {written, size};
}

}  // namespace

Encoded encode_avx512(const WideText& text, char* bytes) {
    if (text.width == 1) return encode_units(static_cast<const std::uint8_t*>(text.units), text.size, bytes);
    if (text.width == 2) return encode_units(static_cast<const std::uint16_t*>(text.units), text.size, bytes);
    return encode_units(static_cast<const std::uint32_t*>(text.units), text.size, bytes);
}

}  // namespace wirecopy::text

WIRECOPY_END_TARGET

#endif
