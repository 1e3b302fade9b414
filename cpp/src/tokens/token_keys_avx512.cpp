#include <array>
#include <cstddef>
#include <cstdint>

#include "wirecopy/text/target.hpp"

#include "token_hash.hpp"

#ifdef __x86_64__

#ifndef __clang__  // GCC 12 takes the registers that its own intrinsics leave undefined for a mistake (its bug 105593)
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>

WIRECOPY_BEGIN_TARGET("avx512f,avx512bw,avx512vl,avx512dq,bmi,bmi2")

namespace wirecopy::tokens {
namespace {

constexpr std::size_t kLanes = 8;

__m512i all(std::uint64_t value) {
    return _mm512_set1_epi64(static_cast<long long>(value));
}
__m512i each_byte(char value) {
    return _mm512_set1_epi8(value);
}

/// Capitals become small, and a grave accent an apostrophe.
__m512i folded(__m512i bytes) {
    const __mmask64 capital = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, each_byte('A')), each_byte(26));
    const __m512i small = _mm512_mask_add_epi8(bytes, capital, bytes, each_byte('a' - 'A'));
    return _mm512_mask_mov_epi8(small, _mm512_cmpeq_epi8_mask(bytes, each_byte('`')), each_byte('\''));
}

/// The first `size` bytes of each number, which has 8.
__m512i first_bytes(__m512i numbers, __m512i size) {
    const __m512i bits = _mm512_slli_epi64(_mm512_min_epu64(size, all(8)), 3);
    return _mm512_and_si512(numbers, _mm512_srlv_epi64(all(~std::uint64_t{0}), _mm512_sub_epi64(all(64), bits)));
}

/// The high and the low half of each product, xored.
__m512i multiplied(__m512i a, __m512i b) {
    const __m512i low_half = all(0xFFFFFFFF);
    const __m512i a_high = _mm512_srli_epi64(a, 32);
    const __m512i b_high = _mm512_srli_epi64(b, 32);
    const __m512i low = _mm512_mul_epu32(a, b);
    const __m512i left = _mm512_add_epi64(_mm512_mul_epu32(a_high, b), _mm512_srli_epi64(low, 32));
    const __m512i right = _mm512_add_epi64(_mm512_mul_epu32(a, b_high), _mm512_and_si512(left, low_half));
    const __m512i high = _mm512_add_epi64(_mm512_mul_epu32(a_high, b_high),
                                          _mm512_add_epi64(_mm512_srli_epi64(left, 32), _mm512_srli_epi64(right, 32)));
    const __m512i product = _mm512_or_si512(_mm512_slli_epi64(right, 32), _mm512_and_si512(low, low_half));
    return _mm512_xor_si512(high, product);
}

/// 16 bytes from each of four places.
__m512i four(const char* text, const std::uint32_t* begin) {
    const auto load = [&](std::size_t i) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + begin[i])); };
    const __m256i low = _mm256_inserti128_si256(_mm256_castsi128_si256(load(0)), load(1), 1);
    const __m256i high = _mm256_inserti128_si256(_mm256_castsi128_si256(load(2)), load(3), 1);
    return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}

/// Of tokens that two registers of four hold, in which order their halves come when these are interleaved.
constexpr std::array<std::uint64_t, kLanes> kInterleaved = {0, 4, 1, 5, 2, 6, 3, 7};
constexpr std::array<std::uint64_t, kLanes> kInOrder = {0, 2, 4, 6, 1, 3, 5, 7};

/// The same for eight tokens, behind the first of which 16 bytes can be read.
std::size_t make_eight(const char* text, const std::uint32_t* begin, const std::uint32_t* end, std::size_t first,
                       std::uint64_t* keys, std::uint32_t* others) {
    const __m512i interleaved = _mm512_loadu_si512(kInterleaved.data());
    const auto* const from = reinterpret_cast<const __m256i*>(begin + first);
    const auto* const to = reinterpret_cast<const __m256i*>(end + first);
    const __m256i sizes = _mm256_sub_epi32(_mm256_loadu_si256(to), _mm256_loadu_si256(from));
    const __m512i size = _mm512_permutexvar_epi64(interleaved, _mm512_cvtepu32_epi64(sizes));
    const __m512i left = four(text, begin + first);
    const __m512i right = four(text, begin + first + 4);
    const __m512i rest = _mm512_sub_epi64(_mm512_max_epu64(size, all(8)), all(8));
    const __m512i low = first_bytes(_mm512_unpacklo_epi64(left, right), size);
    const __m512i high = first_bytes(_mm512_unpackhi_epi64(left, right), rest);
    const __m512i hash = _mm512_mullo_epi64(size, all(kHashStart));
    const __m512i a = _mm512_xor_si512(_mm512_xor_si512(folded(low), all(kHashLow)), hash);
    const __m512i key = multiplied(a, _mm512_xor_si512(folded(high), all(kHashHigh)));
    _mm512_storeu_si512(keys + first, _mm512_permutexvar_epi64(_mm512_loadu_si512(kInOrder.data()), key));
    const __mmask8 other =
        static_cast<__mmask8>(_mm512_cmpgt_epu64_mask(size, all(kHashedAtOnce)) |
                              _mm512_test_epi64_mask(_mm512_or_si512(low, high), all(0x8080808080808080U)));
    if (other == 0) return 0;
    const __m512i number = _mm512_add_epi64(interleaved, all(first));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(others),
                        _mm512_cvtepi64_epi32(_mm512_maskz_compress_epi64(other, number)));
    return static_cast<std::size_t>(__builtin_popcount(other));
}

}  // namespace

std::size_t make_short_ascii_keys_avx512(std::string_view text, std::span<const std::uint32_t> begin,
                                         std::span<const std::uint32_t> end, std::uint64_t* keys,
                                         std::uint32_t* others) {
    std::size_t found = 0;
    std::size_t i = 0;
    for (; i + kLanes <= begin.size() && begin[i + kLanes - 1] + kHashedAtOnce <= text.size(); i += kLanes) {
        found += make_eight(text.data(), begin.data(), end.data(), i, keys, others + found);
    }
    return found + make_short_ascii_keys(text, begin, end, i, keys, others + found);
}

}  // namespace wirecopy::tokens

WIRECOPY_END_TARGET

#endif
