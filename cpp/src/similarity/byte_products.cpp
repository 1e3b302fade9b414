#include "byte_products.hpp"

#include <cstring>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "wirecopy/text/target.hpp"

namespace wirecopy::similarity {

void multiply_bytes(const std::array<const std::int8_t*, kQueries>& queries, const std::uint8_t* block,
                    std::size_t quads, BlockProducts& products) {
    products = {};
    for (std::size_t group = 0; group < kGroups; ++group) {
        for (std::size_t quad = 0; quad < quads; ++quad) {
            const std::uint8_t* const values = block + (group * quads + quad) * kGroupRows * kQuad;
            for (std::size_t query = 0; query < kQueries; ++query) {
                const std::int8_t* const factors = queries[query] + quad * kQuad;
                for (std::size_t row = 0; row < kGroupRows; ++row) {
                    std::int32_t sum = 0;
                    for (std::size_t i = 0; i < kQuad; ++i) sum += values[row * kQuad + i] * factors[i];
                    products[query][group * kGroupRows + row] += sum;
                }
            }
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
void multiply_bytes_avx2(const std::array<const std::int8_t*, kQueries>& queries, const std::uint8_t* block,
                         std::size_t quads, BlockProducts& products) {
    constexpr std::size_t at_once = 2;  // queries
    for (std::size_t group = 0; group < kGroups; ++group) {
        for (std::size_t first = 0; first < kQueries; first += at_once) {
            // Of each row two sums, of its even and its odd pairs of dimensions.
            __m256i sums[at_once][4] = {};
            for (std::size_t quad = 0; quad < quads; ++quad) {
                const std::uint8_t* const values = block + (group * quads + quad) * kGroupRows * kQuad;
                __m256i rows[4];
                for (std::size_t i = 0; i < 4; ++i) {
                    rows[i] = _mm256_cvtepu8_epi16(
                        _mm_loadu_si128(reinterpret_cast<const __m128i*>(values + i * sizeof(__m128i))));
                }
                for (std::size_t query = 0; query < at_once; ++query) {
                    const __m128i factors =
                        _mm_cvtepi8_epi16(_mm_cvtsi32_si128(four_at(queries[first + query] + quad * kQuad)));
                    const __m256i repeated = _mm256_broadcastq_epi64(factors);
                    for (std::size_t i = 0; i < 4; ++i) {
                        sums[query][i] = _mm256_add_epi32(sums[query][i], _mm256_madd_epi16(rows[i], repeated));
                    }
                }
            }
            for (std::size_t query = 0; query < at_once; ++query) {
                for (std::size_t i = 0; i < 4; i += 2) {
                    // hadd takes turns between the halves of its two sides.
                    const __m256i pairs = _mm256_permute4x64_epi64(
                        _mm256_hadd_epi32(sums[query][i], sums[query][i + 1]), _MM_SHUFFLE(3, 1, 2, 0));
                    std::int32_t* const to = products[first + query].data() + group * kGroupRows + i * 4;
                    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), pairs);
                }
            }
        }
    }
}
WIRECOPY_END_TARGET

WIRECOPY_BEGIN_TARGET("avx512f,avx512bw,avx512vnni")
void multiply_bytes_avx512vnni(const std::array<const std::int8_t*, kQueries>& queries, const std::uint8_t* block,
                               std::size_t quads, BlockProducts& products) {
    __m512i sums[kQueries][kGroups] = {};
    for (std::size_t quad = 0; quad < quads; ++quad) {
        __m512i rows[kGroups];
        for (std::size_t group = 0; group < kGroups; ++group) {
            rows[group] = _mm512_loadu_si512(block + (group * quads + quad) * kGroupRows * kQuad);
        }
        for (std::size_t query = 0; query < kQueries; ++query) {
            const __m512i factors = _mm512_set1_epi32(four_at(queries[query] + quad * kQuad));
            for (std::size_t group = 0; group < kGroups; ++group) {
                sums[query][group] = _mm512_dpbusd_epi32(sums[query][group], rows[group], factors);
            }
        }
    }
    for (std::size_t query = 0; query < kQueries; ++query) {
        for (std::size_t group = 0; group < kGroups; ++group) {
            _mm512_storeu_si512(products[query].data() + group * kGroupRows, sums[query][group]);
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
