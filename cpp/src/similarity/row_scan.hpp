#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace wirecopy::similarity {

/// The largest float that is not above a number: what is at least the number is at least this.
inline float single_below(double value) {
    const auto rounded = static_cast<float>(value);
    return rounded <= value ? rounded : std::nextafter(rounded, std::numeric_limits<float>::lowest());
}

/// The smallest float that is not below a number.
inline float single_above(double value) {
    return -single_below(-value);
}

/// Puts into `found`, ascending, the places whose score is at least `least`.
void find_at_least(std::span<const float> scores, float least, std::vector<std::uint32_t>& found);

/// Those whose score is at least `least` or what `leasts` has in their place.
void find_at_least(std::span<const float> scores, std::span<const float> leasts, float least,
                   std::vector<std::uint32_t>& found);

/// Those where `sums[i] + factor * lengths[i]` is at least `least`.
void find_sums_at_least(std::span<const float> sums, std::span<const float> lengths, float factor, float least,
                        std::vector<std::uint32_t>& found);

}  // namespace wirecopy::similarity
