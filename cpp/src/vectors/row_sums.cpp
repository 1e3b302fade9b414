#include "row_sums.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <variant>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "wirecopy/text/target.hpp"

namespace wirecopy::vectors {
namespace {

float single(float value) {
    return value;
}
float single(Half value) {
    const std::uint32_t sign = (value.bits & 0x8000U) << 16U;
    const std::uint32_t rest = value.bits & 0x7FFFU;
    constexpr std::uint32_t infinite = 0x7C00;
    if (rest >= infinite) return std::bit_cast<float>(sign | 0x7F800000U | (rest & 0x3FFU) << 13U);
    // As a single it is 2^-112 of what it should be, also where it is denormal.
    return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(std::bit_cast<float>(rest << 13U) * 0x1p112F));
}

/// Calls `add(row, factor)` for each row, and asks for those that come soon.
template <typename Value, typename AddRow>
[[gnu::always_inline]] inline void for_each_row(std::span<const PieceCount> rows, const Value* values,
                                                std::span<const float> weights, std::span<float> sums, AddRow add) {
    constexpr std::size_t ahead = 4;
    constexpr std::size_t line = 64 / sizeof(Value);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Value* const next = values + rows[std::min(i + ahead, rows.size() - 1)].piece * sums.size();
        for (std::size_t at = 0; at < sums.size(); at += line) __builtin_prefetch(next + at);
        const float weight = weights.empty() ? 1.0F : weights[rows[i].piece];
        add(values + rows[i].piece * sums.size(), static_cast<float>(rows[i].times) * weight);
    }
}

template <typename Value>
void add_rows_anywhere(std::span<const PieceCount> rows, const Value* values, std::span<const float> weights,
                       std::span<float> sums) {
    for_each_row(rows, values, weights, sums, [&](const Value* row, float factor) {
        for (std::size_t at = 0; at < sums.size(); ++at) sums[at] += factor * single(row[at]);
    });
}

#if defined(__x86_64__)
WIRECOPY_BEGIN_TARGET("avx2,f16c")
[[gnu::always_inline]] inline __m256 eight(const float* values) {
    return _mm256_loadu_ps(values);
}
[[gnu::always_inline]] inline __m256 eight(const Half* values) {
    return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(values)));
}

template <typename Value>
void add_rows_avx2(std::span<const PieceCount> rows, const Value* values, std::span<const float> weights,
                   std::span<float> sums) {
    constexpr std::size_t lanes = 8;
    for_each_row(rows, values, weights, sums, [&](const Value* row, float factor) {
        const __m256 factors = _mm256_set1_ps(factor);
        std::size_t at = 0;
        for (; at + lanes <= sums.size(); at += lanes) {
            float* const sum = sums.data() + at;
            _mm256_storeu_ps(sum, _mm256_add_ps(_mm256_loadu_ps(sum), _mm256_mul_ps(factors, eight(row + at))));
        }
        for (; at < sums.size(); ++at) sums[at] += factor * single(row[at]);
    });
}
WIRECOPY_END_TARGET
#endif

}  // namespace

template <typename Value>
std::span<const AddRows<Value>> add_rows_here() {
    static const std::vector<AddRows<Value>> ways = [] {
        std::vector<AddRows<Value>> found{add_rows_anywhere<Value>};
#if defined(__x86_64__)
        if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("f16c") != 0) {
            found.push_back(add_rows_avx2<Value>);
        }
#endif
        return found;
    }();
    return ways;
}

template std::span<const AddRows<float>> add_rows_here();
template std::span<const AddRows<Half>> add_rows_here();

void add_rows(std::span<const PieceCount> rows, const PieceTable& table, std::span<float> sums) {
    std::visit(
        [&]<typename Value>(std::span<const Value> values) {
            add_rows_here<Value>().back()(rows, values.data(), table.weights, sums);
        },
        table.values);
}

}  // namespace wirecopy::vectors
