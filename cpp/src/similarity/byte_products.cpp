#include "byte_products.hpp"

#include <cstring>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "wirecopy/text/target.hpp"

namespace wirecopy::similarity {

void multiply_bytes(const ByteQueries& queries, const ByteTile& tile, const std::array<float*, kQueries>& products) {
    for (std::size_t query = 0; query < kQueries; ++query) {
        for (std::size_t row = 0; row < kTileRows; ++row) {
            const std::uint8_t* values =
                tile.values + (row / kGroupRows * tile.quads * kGroupRows + row % kGroupRows) * kQuad;
            std::int32_t sum = 0;
            for (std::size_t quad = 0; quad < tile.quads; ++quad, values += kGroupRows * kQuad) {
                for (std::size_t i = 0; i < kQuad; ++i) sum += values[i] * queries.values[query][quad * kQuad + i];
            }
            products[query][row] =
                static_cast<float>(sum - queries.shifts[query]) * (queries.factors[query] * tile.factors[row]);
        }
    }
}

#if defined(__x86_64__)

namespace {

std::int32_t four_at(const std::int8_t* bytes) {
    std::int32_t four = 0;
    std::memcpy(&four, bytes, sizeof(four));
    return four;
}

}  // namespace

WIRECOPY_BEGIN_TARGET("avx2")
void multiply_bytes_avx2(const ByteQueries& queries, const ByteTile& tile,
                         const std::array<float*, kQueries>& products) {
    constexpr std::size_t at_once = 2;  // queries
    for (std::size_t group = 0; group < kGroups; ++group) {
        for (std::size_t first = 0; first < kQueries; first += at_once) {
            // Of each row two sums, of its even and its odd pairs of dimensions.
            __m256i sums[at_once][4] = {};
            for (std::size_t quad = 0; quad < tile.quads; ++quad) {
                const std::uint8_t* const values = tile.values + (group * tile.quads + quad) * kGroupRows * kQuad;
                __m256i rows[4];
                for (std::size_t i = 0; i < 4; ++i) {
                    rows[i] = _mm256_cvtepu8_epi16(
                        _mm_loadu_si128(reinterpret_cast<const __m128i*>(values + i * sizeof(__m128i))));
                }
                for (std::size_t query = 0; query < at_once; ++query) {
                    const __m128i factors =
                        _mm_cvtepi8_epi16(_mm_cvtsi32_si128(four_at(queries.values[first + query] + quad * kQuad)));
                    const __m256i repeated = _mm256_broadcastq_epi64(factors);
                    for (std::size_t i = 0; i < 4; ++i) {
                        sums[query][i] = _mm256_add_epi32(sums[query][i], _mm256_madd_epi16(rows[i], repeated));
                    }
                }
            }
            for (std::size_t query = 0; query < at_once; ++query) {
                const __m256i shift = _mm256_set1_epi32(queries.shifts[first + query]);
                const __m256 factor = _mm256_set1_ps(queries.factors[first + query]);
                for (std::size_t i = 0; i < 4; i += 2) {
                    // hadd takes turns between the halves of its two sides.
                    const __m256i pairs = _mm256_permute4x64_epi64(
                        _mm256_hadd_epi32(sums[query][i], sums[query][i + 1]), _MM_SHUFFLE(3, 1, 2, 0));
                    const std::size_t row = group * kGroupRows + i * 4;
                    const __m256 factors = _mm256_mul_ps(factor, _mm256_loadu_ps(tile.factors + row));
                    _mm256_storeu_ps(products[first + query] + row,
                                     _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_sub_epi32(pairs, shift)), factors));
                }
            }
        }
    }
}
WIRECOPY_END_TARGET

WIRECOPY_BEGIN_TARGET("avx512f,avx512bw,avx512vnni")
void multiply_bytes_avx512vnni(const ByteQueries& queries, const ByteTile& tile,
                               const std::array<float*, kQueries>& products) {
    constexpr __mmask16 all = 0xffff;  // without it g++ 12 warns of a value that is not set
    __m512i sums[kQueries][kGroups] = {};
    for (std::size_t quad = 0; quad < tile.quads; ++quad) {
        __m512i rows[kGroups];
        for (std::size_t group = 0; group < kGroups; ++group) {
            rows[group] = _mm512_loadu_si512(tile.values + (group * tile.quads + quad) * kGroupRows * kQuad);
        }
        for (std::size_t query = 0; query < kQueries; ++query) {
            const __m512i factors = _mm512_set1_epi32(four_at(queries.values[query] + quad * kQuad));
            for (std::size_t group = 0; group < kGroups; ++group) {
                sums[query][group] = _mm512_dpbusd_epi32(sums[query][group], rows[group], factors);
            }
        }
    }
    for (std::size_t query = 0; query < kQueries; ++query) {
        const __m512i shift = _mm512_set1_epi32(queries.shifts[query]);
        const __m512 factor = _mm512_set1_ps(queries.factors[query]);
        for (std::size_t group = 0; group < kGroups; ++group) {
            const __m512 factors = _mm512_mul_ps(factor, _mm512_loadu_ps(tile.factors + group * kGroupRows));
            const __m512 sum = _mm512_maskz_cvtepi32_ps(all, _mm512_sub_epi32(sums[query][group], shift));
            _mm512_storeu_ps(products[query] + group * kGroupRows, _mm512_mul_ps(sum, factors));
        }
    }
}
WIRECOPY_END_TARGET

#endif

std::span<const MultiplyBytes> multiply_bytes_here() {
    static const std::vector<MultiplyBytes> all = [] {
        std::vector<MultiplyBytes> found{&multiply_bytes};
#if defined(__x86_64__)
        if (__builtin_cpu_supports("avx2") != 0) found.push_back(&multiply_bytes_avx2);
        if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
            __builtin_cpu_supports("avx512vnni") != 0) {
            found.push_back(&multiply_bytes_avx512vnni);
        }
#endif
        return found;
    }();
    return all;
}

}  // namespace wirecopy::similarity
