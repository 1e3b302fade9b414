#include "wirecopy/entities/signature_scan.hpp"

#include <bit>

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include "wirecopy/text/target.hpp"

namespace wirecopy::entities {
namespace {

// What follows is always inlined, so that it is compiled for the instructions of the function that calls it.

[[gnu::always_inline]] inline std::uint32_t bits_of_difference(std::uint64_t a, std::uint64_t b) {
    return static_cast<std::uint32_t>(__builtin_popcountll(a ^ b));
}

/// Adds the place of those from `begin` on whose coarse signature fits.
[[gnu::always_inline]] inline std::size_t scan_coarse(const SignatureTile& tile, std::size_t begin, std::uint64_t own,
                                                      std::uint32_t* found, std::size_t kept) {
    for (std::size_t i = begin; i < tile.count; ++i) {
        found[kept] = static_cast<std::uint32_t>(i);
        kept += bits_of_difference(tile.coarse[i], own) <= tile.most ? 1U : 0U;
    }
    return kept;
}

/// Keeps those whose fine signature fits too.
[[gnu::always_inline]] inline std::size_t keep_fine(const SignatureTile& tile, const NameIndex::FineSignature& own,
                                                    std::uint32_t* found, std::size_t count) {
    std::size_t kept = 0;
    for (std::size_t k = 0; k < count; ++k) {
        const std::uint32_t i = found[k];
        const NameIndex::FineSignature& its = tile.fine[i];
        std::uint32_t bits = 0;
        for (std::size_t part = 0; part < its.size(); ++part) bits += bits_of_difference(its[part], own[part]);
        found[kept] = tile.first + i;
        kept += bits <= tile.most ? 1U : 0U;
    }
    return kept;
}

std::size_t scan_plain(const SignatureTile& tile, const NameIndex::Signature& own, std::uint32_t* found) {
    return keep_fine(tile, own.fine, found, scan_coarse(tile, 0, own.coarse, found, 0));
}

}  // namespace

#ifdef __x86_64__
WIRECOPY_BEGIN_TARGET("popcnt")
namespace {

std::size_t scan_popcnt(const SignatureTile& tile, const NameIndex::Signature& own, std::uint32_t* found) {
    return keep_fine(tile, own.fine, found, scan_coarse(tile, 0, own.coarse, found, 0));
}

}  // namespace
WIRECOPY_END_TARGET

WIRECOPY_BEGIN_TARGET("avx512f,avx512vpopcntdq,popcnt,bmi")
namespace {

std::size_t scan_avx512(const SignatureTile& tile, const NameIndex::Signature& own, std::uint32_t* found) {
    constexpr std::size_t kLanes = 8;
    const __m512i coarse = _mm512_set1_epi64(static_cast<long long>(own.coarse));
    const __m512i most = _mm512_set1_epi64(tile.most);
    std::size_t kept = 0;
    std::size_t i = 0;
    for (; i + 2 * kLanes <= tile.count; i += 2 * kLanes) {
        const __m512i low = _mm512_xor_si512(coarse, _mm512_loadu_si512(tile.coarse + i));
        const __m512i high = _mm512_xor_si512(coarse, _mm512_loadu_si512(tile.coarse + i + kLanes));
        const auto low_fits = static_cast<std::uint32_t>(_mm512_cmple_epu64_mask(_mm512_popcnt_epi64(low), most));
        const auto high_fits = static_cast<std::uint32_t>(_mm512_cmple_epu64_mask(_mm512_popcnt_epi64(high), most));
        for (std::uint32_t fits = low_fits | high_fits << kLanes; fits != 0; fits &= fits - 1) {
            found[kept++] = static_cast<std::uint32_t>(i) + static_cast<std::uint32_t>(std::countr_zero(fits));
        }
    }
    return keep_fine(tile, own.fine, found, scan_coarse(tile, i, own.coarse, found, kept));
}

}  // namespace
WIRECOPY_END_TARGET
#endif

std::vector<SignatureScan> signature_scans() {
    std::vector<SignatureScan> scans{scan_plain};
#ifdef __x86_64__
    if (__builtin_cpu_supports("popcnt") == 0) return scans;
    scans.push_back(scan_popcnt);
    if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512vpopcntdq") != 0 &&
        __builtin_cpu_supports("bmi") != 0) {
        scans.push_back(scan_avx512);
    }
#endif
    return scans;
}

}  // namespace wirecopy::entities
