#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace wirecopy::similarity {

/// Rows that are multiplied at a time, and rows that they are multiplied with.
constexpr std::size_t kQueries = 4;
constexpr std::size_t kGroups = 4;
constexpr std::size_t kGroupRows = 16;
constexpr std::size_t kTileRows = kGroups * kGroupRows;
/// Dimensions that lie together.
constexpr std::size_t kQuad = 4;

/// Rows of signed bytes, what their products are too large by, and what they are multiplied with then.
struct ByteQueries {
    std::array<const std::int8_t*, kQueries> values;
    std::array<std::int32_t, kQueries> shifts;
    std::array<float, kQueries> factors;
};

/// kTileRows rows of unsigned bytes: kGroups groups, of which each holds, for each `quads` * kQuad dimensions, kQuad of
/// them of row after row; and what their products are multiplied with.
struct ByteTile {
    const std::uint8_t* values;
    std::size_t quads;
    const float* factors;
};

/// Writes the products of each query with each row of a tile, (sum - shift) * (factor * factor). Sums must fit into 32
/// bits.
using MultiplyBytes = void (*)(const ByteQueries& queries, const ByteTile& tile,
                               const std::array<float*, kQueries>& products);

void multiply_bytes(const ByteQueries& queries, const ByteTile& tile, const std::array<float*, kQueries>& products);
void multiply_bytes_avx2(const ByteQueries& queries, const ByteTile& tile,
                         const std::array<float*, kQueries>& products);
void multiply_bytes_avx512vnni(const ByteQueries& queries, const ByteTile& tile,
                               const std::array<float*, kQueries>& products);

/// Those that this machine can run, the quickest last.
std::span<const MultiplyBytes> multiply_bytes_here();

}  // namespace wirecopy::similarity
