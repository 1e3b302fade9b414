#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/vectors/csr.hpp"

#include "bands.hpp"

namespace wirecopy::similarity {

/// Rows without their most frequent columns: as many bands are left out of each as together are no longer than a limit.
/// Rows stand in the order of how many bands they lack, fewest first, and are spoken of by their place in it.
class Suffixes {
  public:
    Suffixes(const vectors::CsrView& rows, const Bands& bands, double longest_left_out);

    std::size_t size() const { return row_.size(); }
    std::size_t row(std::size_t place) const { return row_[place]; }
    /// The first band that is there of the row at a place; Bands::kCount if none is.
    std::size_t first_band(std::size_t place) const { return first_band_[place]; }
    /// How long what is left out of each row is.
    std::span<const float> left_out() const { return left_out_; }
    /// The first place of rows that lack at least so many bands.
    std::size_t first_place(std::size_t bands) const { return first_place_[bands]; }

  private:
    std::vector<std::uint32_t> row_;
    std::vector<std::uint8_t> first_band_;
    std::vector<float> left_out_;
    std::vector<std::size_t> first_place_;
};

/// The suffixes at the places of a block by column, for adding up products with one row after the other. A posting
/// takes 4 bytes: a block has at most kRows rows, and a value 16 bits.
class SuffixIndex {
  public:
    static constexpr std::size_t kRows = 1U << 16U;

    SuffixIndex(const vectors::CsrView& rows, const Bands& bands, const Suffixes& suffixes, std::size_t first,
                std::size_t last);

    std::size_t first() const { return first_; }
    std::size_t last() const { return last_; }

    /// Adds to `sums`, by place from `first()` on, the products of the suffix at `place` with those at later places.
    void add_products(std::size_t place, std::span<float> sums) const;
    /// How far such a sum is off at most: its postings are rounded and so are its additions.
    double error(std::size_t place) const;

  private:
    struct Posting {
        std::uint16_t place;  ///< in the block
        std::int16_t value;   ///< in units of `unit_`
    };

    const vectors::CsrView* rows_;
    const Bands* bands_;
    const Suffixes* suffixes_;
    std::size_t first_;
    std::size_t last_;
    double unit_ = 0;
    std::vector<std::uint64_t> column_begin_;
    std::vector<Posting> postings_;
    std::vector<std::uint64_t> after_;      ///< of each value of the block's rows, the posting after its own
    std::vector<std::uint64_t> after_row_;  ///< where a row's values begin in `after_`, by place
};

}  // namespace wirecopy::similarity
