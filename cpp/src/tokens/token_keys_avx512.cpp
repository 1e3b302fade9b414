#include <array>
#include <bit>
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

WIRECOPY_BEGIN_TARGET("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,bmi,bmi2,popcnt")

namespace wirecopy::tokens {
namespace {

constexpr std::size_t kAtOnce = 16;  ///< tokens whose places fill a register
constexpr std::size_t kInBytes = 4;  ///< tokens whose bytes do
constexpr std::size_t kRegister = 64;

/// For each byte of four tokens, which byte of a register of 16 sizes is the lowest of its token's; of the first four.
constexpr std::array<std::uint8_t, kRegister> kSizeOf = [] {
    std::array<std::uint8_t, kRegister> places{};
    for (std::size_t i = 0; i < kRegister; ++i) places[i] = static_cast<std::uint8_t>(i / kHashedAtOnce * 4);
    return places;
}();

/// The number of each byte in its token.
constexpr std::array<std::uint8_t, kRegister> kColumn = [] {
    std::array<std::uint8_t, kRegister> columns{};
    for (std::size_t i = 0; i < kRegister; ++i) columns[i] = static_cast<std::uint8_t>(i % kHashedAtOnce);
    return columns;
}();

/// What each character of ASCII becomes: capitals small, and a grave accent an apostrophe.
constexpr std::array<std::uint8_t, 128> kFolded = [] {
    std::array<std::uint8_t, 128> folded{};
    for (std::size_t i = 0; i < folded.size(); ++i) folded[i] = static_cast<std::uint8_t>(i);
    for (std::size_t i = 'A'; i <= 'Z'; ++i) folded[i] = static_cast<std::uint8_t>(i + 'a' - 'A');
    folded['`'] = '\'';
    return folded;
}();

/// 16 bytes from each of four places.
__m512i four(const char* text, const std::uint32_t* begin) {
    const auto load = [&](std::size_t i) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + begin[i])); };
    const __m256i low = _mm256_inserti128_si256(_mm256_castsi128_si256(load(0)), load(1), 1);
    const __m256i high = _mm256_inserti128_si256(_mm256_castsi128_si256(load(2)), load(3), 1);
    return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}

/// Folded tokens, padded with NULs, as two numbers each, and their sizes.
struct Folded {
    alignas(kRegister) std::array<std::uint64_t, 2 * kAtOnce> bytes;
    alignas(kRegister) std::array<std::uint32_t, kAtOnce> size;
};

/// Folds 16 tokens, behind the first byte of each of which 16 can be read; returns those that are not ASCII or longer.
std::uint32_t fold_sixteen(const char* text, const std::uint32_t* begin, const std::uint32_t* end, Folded& to) {
    const __m512i sizes = _mm512_sub_epi32(_mm512_loadu_si512(end), _mm512_loadu_si512(begin));
    _mm512_store_si512(to.size.data(), sizes);
    const __m512i column = _mm512_loadu_si512(kColumn.data());
    __m512i size_of = _mm512_loadu_si512(kSizeOf.data());
    const __m512i low = _mm512_loadu_si512(kFolded.data());
    const __m512i high = _mm512_loadu_si512(kFolded.data() + kRegister);
    const __m512i high_bits = _mm512_set1_epi64(static_cast<long long>(0x8080808080808080U));
    std::uint32_t beyond_ascii = 0;  // two bits a token
    for (std::size_t i = 0; i < kAtOnce; i += kInBytes) {
        const __mmask64 inside = _mm512_cmpgt_epu8_mask(_mm512_permutexvar_epi8(size_of, sizes), column);
        const __m512i bytes = _mm512_maskz_mov_epi8(inside, four(text, begin + i));
        beyond_ascii |= std::uint32_t{_mm512_test_epi64_mask(bytes, high_bits)} << 2 * i;
        _mm512_store_si512(to.bytes.data() + 2 * i, _mm512_permutex2var_epi8(low, bytes, high));
        size_of = _mm512_add_epi8(size_of, _mm512_set1_epi8(kAtOnce));
    }
    const __mmask16 is_long = _mm512_cmpgt_epu32_mask(sizes, _mm512_set1_epi32(kHashedAtOnce));
    return _pext_u32(beyond_ascii | beyond_ascii >> 1U, 0x55555555U) | is_long;
}

/// Not inlined, since numbers are quicker read from memory than taken out of wide registers.
[[gnu::noinline]] void hash_sixteen(const Folded& tokens, std::uint64_t* keys) {
    for (std::size_t i = 0; i < kAtOnce; ++i) {
        keys[i] = mixed(start_of_hash(tokens.size[i]), tokens.bytes[2 * i], tokens.bytes[2 * i + 1]);
    }
}

/// Appends `first` and what follows it, as far as `which` has a bit; may write some more.
std::size_t append_numbers(std::uint32_t which, std::size_t first, std::uint32_t* to) {
    const __m512i counting = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    const __m512i numbers = _mm512_add_epi32(counting, _mm512_set1_epi32(static_cast<int>(first)));
    _mm512_storeu_si512(to, _mm512_maskz_compress_epi32(static_cast<__mmask16>(which), numbers));
    return static_cast<std::size_t>(std::popcount(which));
}

}  // namespace

std::size_t make_short_ascii_keys_avx512(std::string_view text, std::span<const std::uint32_t> begin,
                                         std::span<const std::uint32_t> end, std::uint64_t* keys,
                                         std::uint32_t* others) {
    std::size_t found = 0;
    std::size_t i = 0;
    Folded tokens;
    for (; i + kAtOnce <= begin.size() && begin[i + kAtOnce - 1] + kHashedAtOnce <= text.size(); i += kAtOnce) {
        const std::uint32_t which = fold_sixteen(text.data(), begin.data() + i, end.data() + i, tokens);
        found += append_numbers(which, i, others + found);
        hash_sixteen(tokens, keys + i);
    }
    return found + make_short_ascii_keys(text, begin, end, i, keys, others + found);
}

}  // namespace wirecopy::tokens

WIRECOPY_END_TARGET

#endif
