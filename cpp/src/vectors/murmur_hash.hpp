#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace wirecopy::vectors {

/// MurmurHash3_x86_32 (Appleby, public domain) with seed 0, as scikit-learn hashes features. O(n).
inline std::uint32_t murmur_hash(std::string_view bytes) {
    constexpr std::uint32_t c1 = 0xCC9E2D51;
    constexpr std::uint32_t c2 = 0x1B873593;
    std::uint32_t hash = 0;
    std::size_t at = 0;
    for (; at + 4 <= bytes.size(); at += 4) {
        std::uint32_t block = 0;
        std::memcpy(&block, bytes.data() + at, 4);
        hash ^= std::rotl(block * c1, 15) * c2;
        hash = std::rotl(hash, 13) * 5 + 0xE6546B64;
    }
    std::uint32_t tail = 0;
    std::memcpy(&tail, bytes.data() + at, bytes.size() - at);
    hash ^= std::rotl(tail * c1, 15) * c2;
    hash ^= static_cast<std::uint32_t>(bytes.size());
    hash = (hash ^ hash >> 16U) * 0x85EBCA6B;
    hash = (hash ^ hash >> 13U) * 0xC2B2AE35;
    return hash ^ hash >> 16U;
}

}  // namespace wirecopy::vectors
