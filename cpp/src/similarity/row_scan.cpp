#include "row_scan.hpp"

#include <algorithm>
#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "wirecopy/text/target.hpp"

namespace wirecopy::similarity {
namespace {

/// Scores are looked at one by one only in blocks that hold one worth it, which few do.
constexpr std::size_t kBlock = 64;

using FindAtLeast = void (*)(std::span<const float> scores, std::span<const float> leasts, float least,
                             std::vector<std::uint32_t>& found);

void find_anywhere(std::span<const float> scores, std::span<const float> leasts, float least,
                   std::vector<std::uint32_t>& found) {
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (scores[i] >= least || scores[i] >= leasts[i]) found.push_back(static_cast<std::uint32_t>(i));
    }
}

#if defined(__x86_64__)
WIRECOPY_BEGIN_TARGET("avx2")
void find_avx2(std::span<const float> scores, std::span<const float> leasts, float least,
               std::vector<std::uint32_t>& found) {
    constexpr std::size_t lanes = 8;
    constexpr std::size_t vectors = 4;
    const __m256 all = _mm256_set1_ps(least);
    std::size_t begin = 0;
    for (; begin + vectors * lanes <= scores.size(); begin += vectors * lanes) {
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < vectors; ++i) {
            const __m256 those = _mm256_loadu_ps(scores.data() + begin + i * lanes);
            const __m256 needed = _mm256_min_ps(all, _mm256_loadu_ps(leasts.data() + begin + i * lanes));
            const int some = _mm256_movemask_ps(_mm256_cmp_ps(those, needed, _CMP_GE_OQ));
            bits |= static_cast<std::uint32_t>(some) << (i * lanes);
        }
        for (; bits != 0; bits &= bits - 1) {
            found.push_back(static_cast<std::uint32_t>(begin) + static_cast<std::uint32_t>(std::countr_zero(bits)));
        }
    }
    for (std::size_t i = begin; i < scores.size(); ++i) {
        if (scores[i] >= least || scores[i] >= leasts[i]) found.push_back(static_cast<std::uint32_t>(i));
    }
}
WIRECOPY_END_TARGET
#endif

FindAtLeast chosen() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") != 0) return find_avx2;
#endif
    return find_anywhere;
}

/// Puts the places that `is_found` is true of into `found`; `any(begin, size)` tells whether a block holds one.
template <typename Any, typename IsFound>
void find(std::size_t size, std::vector<std::uint32_t>& found, Any any, IsFound is_found) {
    found.clear();
    for (std::size_t begin = 0; begin < size; begin += kBlock) {
        const std::size_t end = std::min(size, begin + kBlock);
        if (!any(begin, end - begin)) continue;
        for (std::size_t i = begin; i < end; ++i) {
            if (is_found(i)) found.push_back(static_cast<std::uint32_t>(i));
        }
    }
}

}  // namespace

void find_at_least(std::span<const float> scores, float least, std::vector<std::uint32_t>& found) {
    const auto any = [&](std::size_t begin, std::size_t size) {
        int result = 0;
        for (const float score : scores.subspan(begin, size)) result |= static_cast<int>(score >= least);
        return result != 0;
    };
    find(scores.size(), found, any, [&](std::size_t i) { return scores[i] >= least; });
}

void find_at_least(std::span<const float> scores, std::span<const float> leasts, float least,
                   std::vector<std::uint32_t>& found) {
    static const FindAtLeast find_here = chosen();
    found.clear();
    find_here(scores, leasts, least, found);
}

void find_sums_at_least(std::span<const float> sums, std::span<const float> lengths, float factor, float least,
                        std::vector<std::uint32_t>& found) {
    const auto any = [&](std::size_t begin, std::size_t size) {
        int result = 0;
        for (std::size_t i = begin; i < begin + size; ++i) {
            result |= static_cast<int>(sums[i] + factor * lengths[i] >= least);
        }
        return result != 0;
    };
    find(sums.size(), found, any, [&](std::size_t i) { return sums[i] + factor * lengths[i] >= least; });
}

}  // namespace wirecopy::similarity
