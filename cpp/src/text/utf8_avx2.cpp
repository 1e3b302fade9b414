#include "utf8_avx2.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "wirecopy/text/target.hpp"

#ifdef __x86_64__

#include <immintrin.h>

WIRECOPY_BEGIN_TARGET("avx2")

namespace wirecopy::text {
namespace {

// What may be wrong with two bytes in a row; it is when all three nibbles say so.
constexpr std::uint8_t kTooShort = 1;  // a lead byte, and no continuation after it
constexpr std::uint8_t kTooLong = 2;   // ASCII, and a continuation after it
constexpr std::uint8_t kOverlong3 = 4;
constexpr std::uint8_t kTooLarge = 8;
constexpr std::uint8_t kSurrogate = 16;
constexpr std::uint8_t kOverlong2 = 32;
constexpr std::uint8_t kOverlong4 = 64;  // or F5 and above
constexpr std::uint8_t kTwoContinuations = 128;
constexpr std::uint8_t kAnyLow = kTooShort | kTooLong | kTwoContinuations;
constexpr std::uint8_t kLarge = kAnyLow | kTooLarge | kOverlong4;

using Nibbles = std::array<std::uint8_t, 16>;

constexpr Nibbles kFirstHigh = {kTooLong,
                                kTooLong,
                                kTooLong,
                                kTooLong,
                                kTooLong,
                                kTooLong,
                                kTooLong,
                                kTooLong,
                                kTwoContinuations,
                                kTwoContinuations,
                                kTwoContinuations,
                                kTwoContinuations,
                                kTooShort | kOverlong2,
                                kTooShort,
                                kTooShort | kOverlong3 | kSurrogate,
                                kTooShort | kTooLarge | kOverlong4};
constexpr Nibbles kFirstLow = {kAnyLow | kOverlong2 | kOverlong3 | kOverlong4,
                               kAnyLow | kOverlong2,
                               kAnyLow,
                               kAnyLow,
                               kAnyLow | kTooLarge,
                               kLarge,
                               kLarge,
                               kLarge,
                               kLarge,
                               kLarge,
                               kLarge,
                               kLarge,
                               kLarge,
                               kLarge | kSurrogate,
                               kLarge,
                               kLarge};
constexpr std::uint8_t kSecond = kTooLong | kOverlong2 | kTwoContinuations;
constexpr Nibbles kSecondHigh = {kTooShort,
                                 kTooShort,
                                 kTooShort,
                                 kTooShort,
                                 kTooShort,
                                 kTooShort,
                                 kTooShort,
                                 kTooShort,
                                 kSecond | kOverlong3 | kOverlong4,
                                 kSecond | kOverlong3 | kTooLarge,
                                 kSecond | kSurrogate | kTooLarge,
                                 kSecond | kSurrogate | kTooLarge,
                                 kTooShort,
                                 kTooShort,
                                 kTooShort,
                                 kTooShort};

__m256i load(const char* from) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}

__m256i look_up(const Nibbles& table, __m256i nibbles) {
    const __m128i row = _mm_loadu_si128(reinterpret_cast<const __m128i*>(table.data()));
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(row), nibbles);
}

__m256i high(__m256i bytes) {
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
}
__m256i low(__m256i bytes) {
    return _mm256_and_si256(bytes, _mm256_set1_epi8(15));
}

/// Not zero where the 32 bytes at `at` are wrong; the three bytes before them must be readable.
__m256i errors(const char* at) {
    const __m256i bytes = load(at);
    const __m256i before = load(at - 1);
    const __m256i pair =
        _mm256_and_si256(_mm256_and_si256(look_up(kFirstHigh, high(before)), look_up(kFirstLow, low(before))),
                         look_up(kSecondHigh, high(bytes)));
    // A third or fourth byte is where two continuations in a row are right, and nothing else is.
    const __m256i third = _mm256_subs_epu8(load(at - 2), _mm256_set1_epi8(0xE0 - 0x80));
    const __m256i fourth = _mm256_subs_epu8(load(at - 3), _mm256_set1_epi8(0xF0 - 0x80));
    const __m256i must = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8(static_cast<char>(0x80)));
    return _mm256_xor_si256(must, pair);
}

constexpr std::size_t kBlock = 32;
constexpr std::size_t kBefore = 3;

}  // namespace

bool is_utf8_avx2(std::string_view text) {
    __m256i wrong = _mm256_setzero_si256();
    // The first block has nothing before it and the last one NULs after it: both are checked in a copy.
    std::array<char, kBefore + kBlock> edge{};
    std::size_t at = std::min(text.size(), kBlock);
    std::memcpy(edge.data() + kBefore, text.data(), at);
    wrong = _mm256_or_si256(wrong, errors(edge.data() + kBefore));
    for (; at + kBlock <= text.size(); at += kBlock) {
        if (_mm256_movemask_epi8(_mm256_or_si256(load(text.data() + at), load(text.data() + at - kBefore))) == 0) {
            continue;
        }
        wrong = _mm256_or_si256(wrong, errors(text.data() + at));
    }
    if (text.size() >= kBlock) {  // a character may also be cut at the end: a NUL follows
        edge.fill(0);
        std::memcpy(edge.data(), text.data() + at - kBefore, text.size() - at + kBefore);
        wrong = _mm256_or_si256(wrong, errors(edge.data() + kBefore));
    }
    return _mm256_testz_si256(wrong, wrong) != 0;
}

}  // namespace wirecopy::text

WIRECOPY_END_TARGET

#endif
