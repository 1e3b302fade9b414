#pragma once

#include <cstdint>
#include <span>

#include "wirecopy/reuse/document_words.hpp"

namespace wirecopy::reuse {

/// How many words two texts are compared by, and how far they may have moved against each other.
constexpr std::int32_t kBandWords = 40;
constexpr std::int32_t kBandDrift = 3;

/// Of the `kBandWords` words from `a` on, how many stand in about the same place from `b` on. Reads `kBandDrift` words
/// before and behind those of `b`.
using CountAlike = std::uint32_t (*)(const Word* a, const Word* b);

/// For the instructions that this machine has; the quickest comes last.
std::span<const CountAlike> alike_counters();

}  // namespace wirecopy::reuse
