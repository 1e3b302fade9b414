#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace wirecopy::vectors {

static_assert(std::endian::native == std::endian::little, "terms are read from memory in little-endian order");

/// Bytes that `term_hash` reads at once, and of which a short term is hashed in registers.
constexpr std::size_t kTermPiece = 16;

/// From `kTermPiece - size` on, what keeps `size` bytes of a piece.
constexpr std::array<std::uint8_t, 2 * kTermPiece> kKeptBytes = [] {
    std::array<std::uint8_t, 2 * kTermPiece> kept{};
    std::fill_n(kept.begin(), kTermPiece, std::uint8_t{0xFF});
    return kept;
}();

/// The bytes of a term of up to kTermPiece, NULs behind them.
struct TermBytes {
    std::uint64_t low = 0;
    std::uint64_t high = 0;

    friend bool operator==(const TermBytes&, const TermBytes&) = default;
};

/// At the start of `term` at least kTermPiece bytes can be read.
inline TermBytes padded_term_bytes(std::string_view term) {
    std::array<std::uint64_t, 2> bytes;
    std::array<std::uint64_t, 2> keep;
    std::memcpy(bytes.data(), term.data(), kTermPiece);
    std::memcpy(keep.data(), kKeptBytes.data() + kTermPiece - term.size(), kTermPiece);
    return {bytes[0] & keep[0], bytes[1] & keep[1]};
}

/// 64 bits that tell short terms apart.
inline std::uint64_t short_term_hash(const TermBytes& term, std::size_t size) {
    __extension__ using Product = unsigned __int128;
    const auto [low, high] = term;
    const auto folded = [](Product product) {
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
    };
    const std::uint64_t once =
        folded(Product{low ^ 0xE7037ED1A0B428DBU ^ size * 0x9E3779B97F4A7C15U} * (high ^ 0x8EBC6AF09C88C6E3U));
    // Other factors can have the same product, and are easily found: each goes in once more.
    return folded(Product{once ^ low ^ 0x589965CC75374CC3U} * (once ^ std::rotl(high, 32) ^ 0x1D8E4E27C47D124FU));
}

/// 64 bits that tell terms apart. At the start of `term` at least kTermPiece bytes can be read. O(n).
inline std::uint64_t padded_term_hash(std::string_view term) {
    if (term.size() > kTermPiece) return XXH3_64bits(term.data(), term.size());
    return short_term_hash(padded_term_bytes(term), term.size());
}

/// The same of a term of which no more than its own bytes can be read.
inline std::uint64_t term_hash(std::string_view term) {
    if (term.size() >= kTermPiece) return padded_term_hash(term);
    std::array<char, kTermPiece> padded{};
    if (!term.empty()) std::memcpy(padded.data(), term.data(), term.size());
    return padded_term_hash({padded.data(), term.size()});
}

}  // namespace wirecopy::vectors
