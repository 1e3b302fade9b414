#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace wirecopy::tokens {

static_assert(std::endian::native == std::endian::little, "keys are read from memory in little-endian order");

/// Bytes that are hashed at a time.
constexpr std::size_t kHashedAtOnce = 16;

constexpr std::uint64_t kHashStart = 0x9E3779B97F4A7C15U;
constexpr std::uint64_t kHashLow = 0xE7037ED1A0B428DBU;
constexpr std::uint64_t kHashHigh = 0x8EBC6AF09C88C6E3U;

/// The hash of no piece of a form of `size` bytes.
inline std::uint64_t start_of_hash(std::size_t size) {
    return size * kHashStart;
}

/// The hash with one more piece, whose bytes are the two numbers.
inline std::uint64_t mixed(std::uint64_t hash, std::uint64_t low, std::uint64_t high) {
    __extension__ using Product = unsigned __int128;
    const Product product = Product{low ^ kHashLow ^ hash} * (high ^ kHashHigh);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

/// Writes the key of each token from `first` on that is ASCII, of one piece, and not at the very end of the text, and
/// appends the numbers of all others to `others`, which has room for 16 more than there are tokens: of those the key is
/// still any number. Returns how many others there are.
std::size_t make_short_ascii_keys(std::string_view text, std::span<const std::uint32_t> begin,
                                  std::span<const std::uint32_t> end, std::size_t first, std::uint64_t* keys,
                                  std::uint32_t* others);

/// The same of all tokens on `Path::avx512`, 16 at a time.
std::size_t make_short_ascii_keys_avx512(std::string_view text, std::span<const std::uint32_t> begin,
                                         std::span<const std::uint32_t> end, std::uint64_t* keys,
                                         std::uint32_t* others);

}  // namespace wirecopy::tokens
