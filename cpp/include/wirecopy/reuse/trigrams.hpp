#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// The hash of the three words from `words` on.
std::uint64_t trigram(const tokens::TokenKey* words);

/// The distinct word 3-grams of a text, sorted by hash; none for fewer than three words.
std::vector<std::uint64_t> trigram_set(std::span<const tokens::TokenKey> words);

/// |a and b| / |a or b| of two sorted sets, not both empty.
double jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

}  // namespace wirecopy::reuse
