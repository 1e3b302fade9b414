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

#include <immintrin.h>

WIRECOPY_BEGIN_TARGET("avx2,bmi,bmi2,popcnt,lzcnt")

#include "block_scanner.hpp"

namespace wirecopy::tokens {
namespace {

/// 32 bytes, with the bit that stands for each in the row of a ByteSet.
struct Half {
    __m256i bytes;
    __m256i column;

    static Half of(__m256i bytes) {
        const __m256i bits = _mm256_set1_epi64x(static_cast<long long>(0x8040201008040201ULL));
        const __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(7));
        return {bytes, _mm256_shuffle_epi8(bits, high)};
    }

    Mask in(__m256i row) const {
        // A byte with its high bit shuffles to 0: no set holds it.
        const __m256i hit = _mm256_and_si256(_mm256_shuffle_epi8(row, bytes), column);
        return ~highest(_mm256_cmpeq_epi8(hit, _mm256_setzero_si256())) & 0xFFFFFFFFU;
    }
    Mask equals(__m256i to) const { return highest(_mm256_cmpeq_epi8(bytes, to)); }
    static Mask highest(__m256i of) { return static_cast<std::uint32_t>(_mm256_movemask_epi8(of)); }
};

/// 64 bytes in two registers.
struct Avx2Bytes {
    Half low;
    Half high;

    static Avx2Bytes load(const char* from) {
        return {Half::of(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from))),
                Half::of(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from + 32)))};
    }

    Mask in(const ByteSet& set) const {
        const __m256i row =
            _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(set.row.data())));
        return low.in(row) | high.in(row) << 32U;
    }
    Mask with(unsigned flag) const {
        const __m256i bit = _mm256_set1_epi8(static_cast<char>(flag));
        const __m256i low_hit = _mm256_cmpeq_epi8(_mm256_and_si256(low.bytes, bit), bit);
        const __m256i high_hit = _mm256_cmpeq_epi8(_mm256_and_si256(high.bytes, bit), bit);
        return Half::highest(low_hit) | Half::highest(high_hit) << 32U;
    }
    Mask equals(unsigned byte) const {
        const __m256i to = _mm256_set1_epi8(static_cast<char>(byte));
        return low.equals(to) | high.equals(to) << 32U;
    }
    Mask equals(const Avx2Bytes& other) const {
        return low.equals(other.low.bytes) | high.equals(other.high.bytes) << 32U;
    }
    Mask beyond_ascii() const { return Half::highest(low.bytes) | Half::highest(high.bytes) << 32U; }
    Mask continuation() const {
        const __m256i first = _mm256_set1_epi8(-64);
        return Half::highest(_mm256_cmpgt_epi8(first, low.bytes)) | Half::highest(_mm256_cmpgt_epi8(first, high.bytes))
                                                                        << 32U;
    }
    Avx2Bytes without_high_bit() const {
        const __m256i seven = _mm256_set1_epi8(0x7F);
        return {Half::of(_mm256_and_si256(low.bytes, seven)), Half::of(_mm256_and_si256(high.bytes, seven))};
    }

    /// The positions of the bits, added to `base`; may write some values more than there are.
    static void write_positions(Mask bits, std::uint32_t base, std::uint32_t* to) {
        // Words are short: eight at a time, without a branch for each.
        for (; bits != 0; to += 8) {
            for (std::size_t i = 0; i < 8; ++i) {
                to[i] = base + static_cast<std::uint32_t>(_tzcnt_u64(bits));
                bits = _blsr_u64(bits);
            }
        }
    }

    /// The same, for few.
    static void write_few_positions(Mask bits, std::uint32_t base, std::uint32_t* to) {
        for (; bits != 0; bits = _blsr_u64(bits)) *to++ = base + static_cast<std::uint32_t>(_tzcnt_u64(bits));
    }

    /// Writes a kind for each end, and may write some more.
    static void write_kinds(const KindMasks& of, TokenKind* to) {
        using enum TokenKind;
        static constexpr std::array<TokenKind, 8> kind = {punctuation, symbol, number, number, word, word, word, word};
        const Mask symbol_bits = _pext_u64(of.symbol, of.ends);
        const Mask digit_bits = _pext_u64(of.digit, of.ends);
        const Mask letter_bits = _pext_u64(of.letter, of.ends);
        const auto count = static_cast<unsigned>(_mm_popcnt_u64(of.ends));
        for (unsigned i = 0; i < count; ++i) {
            to[i] = kind[(symbol_bits >> i & 1U) | (digit_bits >> i & 1U) << 1U | (letter_bits >> i & 1U) << 2U];
        }
        Mask dictionary = _pext_u64(of.dictionary, of.ends);
        for (; dictionary != 0; dictionary = _blsr_u64(dictionary)) to[_tzcnt_u64(dictionary)] = kDictionaryKind;
    }
};

}  // namespace

void scan_blocks_avx2(std::string_view text, const SegmentSink& sink) {
    BlockScanner<Avx2Bytes>(text, sink).run();
}

}  // namespace wirecopy::tokens

WIRECOPY_END_TARGET

#endif
