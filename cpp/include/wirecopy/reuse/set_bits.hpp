#pragma once

#include <cstdint>

namespace wirecopy::reuse {

/// How many bits are 1. What is built for the oldest processors calls a function for std::popcount.
inline std::uint32_t set_bits(std::uint64_t bits) {
    bits -= bits >> 1U & 0x5555555555555555U;
    bits = (bits & 0x3333333333333333U) + (bits >> 2U & 0x3333333333333333U);
    bits = (bits + (bits >> 4U)) & 0x0F0F0F0F0F0F0F0FU;
    return static_cast<std::uint32_t>(bits * 0x0101010101010101U >> 56U);
}

}  // namespace wirecopy::reuse
