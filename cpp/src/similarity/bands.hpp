#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/vectors/csr.hpp"

namespace wirecopy::similarity {

/// Columns in bands, the most frequent first, and how long each row is in each of them.
///
/// The product of two rows is at most the sum over the bands of the products of their lengths there (Cauchy-Schwarz, as
/// in L2AP: Anastasiu & Karypis, "L2AP: fast cosine similarity search with prefix L-2 norm bounds", ICDE 2014). Bands
/// are of about equal cost: the products that adding up all rows over an inverted index would take. Lengths are rounded
/// up, so bounds made of them hold. O(values + columns log(columns)).
class Bands {
  public:
    static constexpr std::size_t kCount = 16;
    using Lengths = std::array<float, kCount>;

    explicit Bands(const vectors::CsrView& rows);

    std::size_t of_column(std::int32_t column) const { return of_column_[static_cast<std::size_t>(column)]; }
    const Lengths& lengths(std::size_t row) const { return lengths_[row]; }
    /// The length of a row in the bands before each; the last is of the whole row.
    std::array<float, kCount + 1> lengths_before(std::size_t row) const;
    /// The length of the longest row.
    float longest() const { return longest_; }

  private:
    std::vector<std::uint8_t> of_column_;
    std::vector<Lengths> lengths_;
    float longest_ = 0;
};

/// What two rows of these lengths can share at most in the bands before `end`.
inline float bound(const Bands::Lengths& a, const Bands::Lengths& b, std::size_t end) {
    float sum = 0;
    for (std::size_t band = 0; band < end; ++band) sum += a[band] * b[band];
    return sum;
}

}  // namespace wirecopy::similarity
