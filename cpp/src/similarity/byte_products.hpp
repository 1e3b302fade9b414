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
constexpr std::size_t kBlockRows = kGroups * kGroupRows;
/// Dimensions that lie together.
constexpr std::size_t kQuad = 4;

using BlockProducts = std::array<std::array<std::int32_t, kBlockRows>, kQueries>;

/// Products of kQueries rows of signed bytes with a block of kBlockRows rows of unsigned ones. A block is kGroups
/// groups; a group holds, for each `quads` * kQuad dimensions, kQuad of them of row after row. Sums must fit into 32
/// bits.
using MultiplyBytes = void (*)(const std::array<const std::int8_t*, kQueries>& queries, const std::uint8_t* block,
                               std::size_t quads, BlockProducts& products);

void multiply_bytes(const std::array<const std::int8_t*, kQueries>& queries, const std::uint8_t* block,
                    std::size_t quads, BlockProducts& products);
void multiply_bytes_avx2(const std::array<const std::int8_t*, kQueries>& queries, const std::uint8_t* block,
                         std::size_t quads, BlockProducts& products);
void multiply_bytes_avx512vnni(const std::array<const std::int8_t*, kQueries>& queries, const std::uint8_t* block,
                               std::size_t quads, BlockProducts& products);

/// Those that this machine can run, the quickest last.
std::span<const MultiplyBytes> multiply_bytes_here();

}  // namespace wirecopy::similarity
