#pragma once

#include <cstdint>

#include "wirecopy/entities/spelling.hpp"

namespace wirecopy::entities {

/// The hash of a prefix of names that goes on with a word; of one word it is the word's key.
inline SpellingKey extended(SpellingKey prefix, std::uint64_t marks, SpellingKey key) {
    __extension__ using Product = unsigned __int128;
    const Product product = Product{prefix ^ 0x8EBC6AF09C88C6E3U} * (key ^ marks ^ 0x589965CC75374CC3U);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

/// Where a hash has its bit and its node; tables have powers of two of places.
inline std::uint64_t bit_of(SpellingKey hash) {
    return std::uint64_t{1} << (hash & 63U);
}
inline std::size_t word_of_bit(SpellingKey hash, std::size_t words) {
    return (hash >> 6U) & (words - 1);
}
inline std::size_t place_of(SpellingKey hash, std::size_t places) {
    return (hash >> 32U) & (places - 1);
}

}  // namespace wirecopy::entities
