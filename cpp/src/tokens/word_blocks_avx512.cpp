#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "wirecopy/text/target.hpp"
#include "wirecopy/text/utf8.hpp"

#include "byte_sets.hpp"
#include "word_automaton.hpp"
#include "word_blocks.hpp"

#ifdef __x86_64__

#ifndef __clang__  // GCC 12 takes the registers that its own intrinsics leave undefined for a mistake (its bug 105593)
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>

WIRECOPY_BEGIN_TARGET("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt,lzcnt")

#include "block_scanner.hpp"

namespace wirecopy::tokens {
namespace {

/// 64 bytes in one register.
struct Avx512Bytes {
    __m512i bytes;
    __m512i column;  ///< the bit that stands for a byte in the row of a ByteSet

    static Avx512Bytes load(const char* from) { return of(_mm512_loadu_si512(from)); }

    static Avx512Bytes of(__m512i bytes) {
        const __m512i bits = _mm512_broadcast_i32x4(_mm_set1_epi64x(static_cast<long long>(0x8040201008040201ULL)));
        const __m512i high = _mm512_and_si512(_mm512_srli_epi16(bytes, 4), _mm512_set1_epi8(7));
        return {bytes, _mm512_shuffle_epi8(bits, high)};
    }

    Mask in(const ByteSet& set) const {
        const __m128i row = _mm_load_si128(reinterpret_cast<const __m128i*>(set.row.data()));
        // A byte with its high bit shuffles to 0: no set holds it.
        return _mm512_test_epi8_mask(_mm512_shuffle_epi8(_mm512_broadcast_i32x4(row), bytes), column);
    }
    Mask with(unsigned flag) const { return _mm512_test_epi8_mask(bytes, _mm512_set1_epi8(static_cast<char>(flag))); }
    Mask equals(unsigned byte) const {
        return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(static_cast<char>(byte)));
    }
    Mask equals(const Avx512Bytes& other) const { return _mm512_cmpeq_epi8_mask(bytes, other.bytes); }
    Mask beyond_ascii() const { return _mm512_movepi8_mask(bytes); }
    Mask continuation() const { return _mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8(-64)); }
    Avx512Bytes without_high_bit() const { return of(_mm512_and_si512(bytes, _mm512_set1_epi8(0x7F))); }

    /// The positions of the bits, added to `base`; may write up to 64 values.
    static void write_positions(Mask bits, std::uint32_t base, std::uint32_t* to) {
        const __m512i found = _mm512_maskz_compress_epi8(bits, counting());
        const __m512i first = _mm512_set1_epi32(static_cast<int>(base));
        write_16(_mm512_castsi512_si128(found), first, to);
        write_16(_mm512_maskz_extracti32x4_epi32(0xF, found, 1), first, to + 16);
        if (_mm_popcnt_u64(bits) <= 32) return;
        write_16(_mm512_maskz_extracti32x4_epi32(0xF, found, 2), first, to + 32);
        write_16(_mm512_maskz_extracti32x4_epi32(0xF, found, 3), first, to + 48);
    }

    /// The same, for few.
    static void write_few_positions(Mask bits, std::uint32_t base, std::uint32_t* to) {
        const __m512i found = _mm512_maskz_compress_epi8(bits, counting());
        write_16(_mm512_castsi512_si128(found), _mm512_set1_epi32(static_cast<int>(base)), to);
        if (_mm_popcnt_u64(bits) > 16) write_positions(bits, base, to);
    }

    /// Writes 64 kinds, of which as many count as there are ends.
    static void write_kinds(const KindMasks& of, TokenKind* to) {
        __m512i kinds = _mm512_set1_epi8(static_cast<char>(TokenKind::punctuation));
        kinds = marked(kinds, of, of.symbol, TokenKind::symbol);
        kinds = marked(kinds, of, of.digit, TokenKind::number);
        kinds = marked(kinds, of, of.letter, TokenKind::word);
        if (of.dictionary != 0) kinds = marked(kinds, of, of.dictionary, kDictionaryKind);
        _mm512_storeu_si512(to, kinds);
    }

  private:
    static __m512i counting() {
        alignas(64) static constexpr auto numbers = [] {
            std::array<std::uint8_t, kBlock> all{};
            for (std::size_t i = 0; i < kBlock; ++i) all[i] = static_cast<std::uint8_t>(i);
            return all;
        }();
        return _mm512_load_si512(numbers.data());
    }

    static void write_16(__m128i positions, __m512i first, std::uint32_t* to) {
        _mm512_storeu_si512(to, _mm512_add_epi32(first, _mm512_maskz_cvtepu8_epi32(0xFFFF, positions)));
    }

    static __m512i marked(__m512i kinds, const KindMasks& of, Mask which, TokenKind kind) {
        return _mm512_mask_mov_epi8(kinds, _pext_u64(which, of.ends), _mm512_set1_epi8(static_cast<char>(kind)));
    }
};

}  // namespace

void scan_blocks_avx512(std::string_view text, const SegmentSink& sink) {
    BlockScanner<Avx512Bytes>(text, sink).run();
}

}  // namespace wirecopy::tokens

WIRECOPY_END_TARGET

#endif
