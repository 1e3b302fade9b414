#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wirecopy::similarity {

/// Appends to `found`, ascending, the places from `first` on whose score is at least `least`.
void find_at_least(std::span<const float> scores, std::size_t first, float least, std::vector<std::uint32_t>& found);

/// Appends to `found` the places where `sums[i] + factor * lengths[i]` is at least `least`.
void find_sums_at_least(std::span<const float> sums, std::span<const float> lengths, float factor, float least,
                        std::vector<std::uint32_t>& found);

/// The `count`-th largest score but for the one at `left_out`; the lowest float where there are fewer. `count` >= 1.
float largest_but(std::span<const float> scores, std::size_t left_out, std::size_t count);

}  // namespace wirecopy::similarity
