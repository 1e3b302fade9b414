#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/vectors/csr.hpp"

#include "bands.hpp"

namespace wirecopy::similarity {

/// Rows without their most frequent columns, in whole numbers: as many bands are left out of each as together are no
/// longer than a limit. Rows stand in the order of how many bands they lack, fewest first, and are spoken of by their
/// place in it.
class Suffixes {
  public:
    /// With a limit below 0 nothing is left out, and each row's place is its number.
    Suffixes(const vectors::CsrView& rows, const Bands& bands, double longest_left_out);

    std::size_t size() const { return row_.size(); }
    std::size_t columns() const { return columns_; }
    std::size_t row(std::size_t place) const { return row_[place]; }
    /// The first band that is there of the row at a place; Bands::kCount if none is.
    std::size_t first_band(std::size_t place) const { return first_band_[place]; }
    /// How long what is left out of each row is.
    std::span<const float> left_out() const { return left_out_; }
    /// The first place of rows that lack at least so many bands.
    std::size_t first_place(std::size_t bands) const { return first_place_[bands]; }

    std::size_t begin(std::size_t place) const { return begin_[place]; }
    std::size_t end(std::size_t place) const { return begin_[place + 1]; }
    std::int32_t column(std::size_t at) const { return column_[at]; }
    /// Rounded towards 0, so that no sum of products of two rows leaves 32 bits.
    std::int16_t value(std::size_t at) const { return value_[at]; }
    /// What the whole numbers of each row are multiplied with.
    std::span<const float> units() const { return unit_; }
    /// How far a product of one row with another is off at most when it is added up in whole numbers.
    double error(std::size_t place) const;

  private:
    void order_rows(const vectors::CsrView& rows, const Bands& bands, double longest_left_out);
    void round_values(const vectors::CsrView& rows, const Bands& bands, std::size_t place);

    std::size_t columns_;
    std::vector<std::uint32_t> row_;
    std::vector<std::uint8_t> first_band_;
    std::vector<float> left_out_;
    std::vector<std::size_t> first_place_;
    std::vector<std::size_t> begin_;
    std::vector<std::int32_t> column_;
    std::vector<std::int16_t> value_;
    std::vector<float> unit_;
    std::vector<float> length_;
    std::vector<float> rounded_off_;  ///< the length of what rounding takes from a row
    double longest_ = 0;
    double most_rounded_off_ = 0;
};

}  // namespace wirecopy::similarity
