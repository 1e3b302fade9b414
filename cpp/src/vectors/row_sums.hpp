#pragma once

#include <cstdint>
#include <span>

#include "wirecopy/vectors/static_embeddings.hpp"

namespace wirecopy::vectors {

/// A piece of a document, and how often it comes there.
struct PieceCount {
    std::uint32_t piece;
    std::uint32_t times;
};

/// Adds rows of a table to `sums`, each times its weight and as often as it comes, in order and without fused
/// operations, so that sums are the same on every machine. O(rows * dimensions).
void add_rows(std::span<const PieceCount> rows, const PieceTable& table, std::span<float> sums);

/// The same of values row by row; without weights all rows count alike.
template <typename Value>
using AddRows = void (*)(std::span<const PieceCount> rows, const Value* values, std::span<const float> weights,
                         std::span<float> sums);

/// Those that this machine can run, the quickest last. Value is float or Half.
template <typename Value>
std::span<const AddRows<Value>> add_rows_here();

}  // namespace wirecopy::vectors
