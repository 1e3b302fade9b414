#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "wirecopy/reuse/set_bits.hpp"

namespace wirecopy::reuse {

/// Guards bounds against the rounding of floating point; similarities themselves are compared as they are.
constexpr double kRounding = 1e-9;

/// A set of hashes in 256 bits: each sets one. Bits that two sets do not share are elements that they do not share.
struct Signature {
    std::array<std::uint64_t, 4> bits{};

    void add(std::uint64_t hash) { bits[hash >> 6U & 3U] |= std::uint64_t{1} << (hash & 63U); }
    std::uint32_t count() const {
        std::uint32_t set = 0;
        for (const std::uint64_t word : bits) set += set_bits(word);
        return set;
    }
    friend Signature operator&(const Signature& a, const Signature& b) {
        return {{a.bits[0] & b.bits[0], a.bits[1] & b.bits[1], a.bits[2] & b.bits[2], a.bits[3] & b.bits[3]}};
    }
};

/// Bounds of the number of distinct 3-grams of a text: as many as its signature has bits at least, as many as it has
/// 3-grams with repeats at most.
struct TextSize {
    std::uint32_t least;
    std::uint32_t most;
};

/// False only where `shared` common bits of their signatures keep two texts from a similarity of `jaccard`: a set of
/// n elements, m of which the other lacks, and another of at least k, reach n - m of k + m.
inline bool signatures_allow(TextSize a, TextSize b, std::uint32_t shared, double jaccard) {
    const auto allow = [&](TextSize one, TextSize other) {
        return one.most + kRounding >= (one.least - shared) * (1 + jaccard) + jaccard * other.least;
    };
    return allow(a, b) && allow(b, a);
}

}  // namespace wirecopy::reuse
