#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "wirecopy/entities/spelling.hpp"

namespace wirecopy::entities {

static_assert(std::endian::native == std::endian::little, "keys are read from memory in little-endian order");

constexpr std::size_t kPiece = 16;
__extension__ using Product = unsigned __int128;
/// 16 bytes, zero after the end of the word; and the same as two numbers.
using Piece = std::uint8_t __attribute__((vector_size(kPiece)));
using Halves = std::uint64_t __attribute__((vector_size(kPiece)));

inline Piece load(const void* from) {
    Piece piece;
    std::memcpy(&piece, from, kPiece);
    return piece;
}

inline SpellingKey start(std::size_t size) {
    return size * 0x9E3779B97F4A7C15U;
}

inline SpellingKey mix(SpellingKey hash, Halves piece) {
    const Product product = Product{piece[0] ^ 0xA0761D6478BD642FU ^ hash} * (piece[1] ^ 0xE7037ED1A0B428DBU);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

}  // namespace wirecopy::entities
