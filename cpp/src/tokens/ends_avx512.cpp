#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "wirecopy/text/target.hpp"

#include "ends.hpp"
#include "sentence_break.hpp"

#ifdef __x86_64__

#ifndef __clang__  // GCC 12 takes the registers that its own intrinsics leave undefined for a mistake (its bug 105593)
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>

namespace wirecopy::tokens {
namespace {

constexpr std::size_t kBlock = 64;

/// For each first byte from C0 on, 1 where a character that ends a sentence begins with it.
constexpr std::array<std::uint8_t, kBlock> kLeads = [] {
    std::array<std::uint8_t, kBlock> leads{};
    for (std::size_t i = 0; i < kBlock; ++i) leads[i] = detail::kSentenceEndMasks[0xC0 + i] != 0 ? 1 : 0;
    return leads;
}();

constexpr std::array<std::uint8_t, kBlock> kColumns = [] {
    std::array<std::uint8_t, kBlock> columns{};
    for (std::size_t i = 0; i < kBlock; ++i) columns[i] = static_cast<std::uint8_t>(i);
    return columns;
}();

/// Of the bytes that begin a character beyond ASCII, drops those of characters that end nothing.
std::uint64_t without_other_characters(std::string_view text, std::size_t at, std::uint64_t ends, std::uint64_t leads) {
    for (; leads != 0; leads &= leads - 1) {
        const std::size_t place = at + static_cast<std::size_t>(std::countr_zero(leads));
        if (!may_end_sentence(text, place, text.size())) ends &= ~(leads & (~leads + 1));
    }
    return ends;
}

}  // namespace
}  // namespace wirecopy::tokens

WIRECOPY_BEGIN_TARGET("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt,lzcnt")

namespace wirecopy::tokens {
namespace {

__m512i all(unsigned byte) {
    return _mm512_set1_epi8(static_cast<char>(byte));
}

/// Bytes from `at` on, as many of 64 as there are.
__m512i load(std::string_view text, std::size_t at) {
    if (at + kBlock <= text.size()) return _mm512_loadu_si512(text.data() + at);
    const std::size_t left = at < text.size() ? text.size() - at : 0;
    return _mm512_maskz_loadu_epi8((std::uint64_t{1} << left) - 1, text.data() + at);
}

/// Bytes at which a character of three bytes begins whose first two are E2 80.
std::uint64_t general_punctuation(std::string_view text, std::size_t at, __m512i block) {
    const std::uint64_t leads = _mm512_cmpeq_epi8_mask(block, all(0xE2));
    return leads == 0 ? 0 : leads & _mm512_cmpeq_epi8_mask(load(text, at + 1), all(0x80));
}

[[gnu::always_inline]] inline std::uint64_t line_ends(std::string_view text, std::size_t at, __m512i block) {
    std::uint64_t ends = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(block, all('\n')), all(4));
    if (_mm512_movepi8_mask(block) == 0) return ends;
    const std::uint64_t leads = _mm512_cmpeq_epi8_mask(block, all(0xC2));
    if (leads != 0) ends |= leads & _mm512_cmpeq_epi8_mask(load(text, at + 1), all(0x85));
    const std::uint64_t general = general_punctuation(text, at, block);
    if (general == 0) return ends;
    const __m512i third = _mm512_and_si512(load(text, at + 2), all(0xFE));
    return ends | (general & _mm512_cmpeq_epi8_mask(third, all(0xA8)));
}

[[gnu::always_inline]] inline std::uint64_t sentence_ends(std::string_view text, std::size_t at, __m512i block) {
    const std::uint64_t ends = _mm512_cmpeq_epi8_mask(block, all('.')) | _mm512_cmpeq_epi8_mask(block, all('!')) |
                               _mm512_cmpeq_epi8_mask(block, all('?'));
    if (_mm512_movepi8_mask(block) == 0) return ends;
    const __m512i known = _mm512_permutexvar_epi8(block, _mm512_loadu_si512(kLeads.data()));
    std::uint64_t leads = _mm512_test_epi8_mask(known, known) & _mm512_cmpge_epu8_mask(block, all(0xC0));
    const std::uint64_t general = general_punctuation(text, at, block);
    if (general != 0) {  // U+2010 to U+201F, quotation marks and dashes, end nothing
        const __m512i third = _mm512_and_si512(load(text, at + 2), all(0xF0));
        leads &= ~(general & _mm512_cmpeq_epi8_mask(third, all(0x90)));
    }
    return leads == 0 ? ends : without_other_characters(text, at, ends | leads, leads);
}

template <typename Find>
[[gnu::always_inline]] inline void append_found(std::string_view text, std::size_t begin, Column<std::uint32_t>& places,
                                                Find find) {
    const __m512i columns = _mm512_loadu_si512(kColumns.data());
    std::size_t size = places.size();
    for (std::size_t at = begin; at < text.size(); at += kBlock) {
        std::uint64_t found = find(text, at, load(text, at));
        places.reserve(size + kBlock);
        std::uint32_t* to = places.data() + size;
        size += static_cast<std::size_t>(std::popcount(found));
        do {  // most blocks hold no more than sixteen
            const __m512i in_block = _mm512_maskz_compress_epi8(found, columns);
            const __m512i wide = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(in_block));
            _mm512_storeu_si512(to, _mm512_add_epi32(wide, _mm512_set1_epi32(static_cast<int>(at))));
            to += 16;
            found = _pdep_u64(~std::uint64_t{0} << 16U, found);  // all but the first sixteen
        } while (found != 0);
    }
    places.resize(size);
}

}  // namespace

void append_ends_avx512(std::string_view text, std::size_t begin, std::size_t end, Ends ends,
                        Column<std::uint32_t>& places) {
    text = text.substr(0, end);
    if (ends == Ends::lines) return append_found(text, begin, places, line_ends);
    append_found(text, begin, places, sentence_ends);
}

}  // namespace wirecopy::tokens

WIRECOPY_END_TARGET

#endif
