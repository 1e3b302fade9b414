#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/vectors/csr.hpp"

#include "byte_products.hpp"

namespace wirecopy::similarity {

/// What `scan` asks of dense rows: products of copies in bytes, made of the rotated rows. A copy is a factor times
/// whole numbers from -127 to 127, and how far that leaves products off is bounded.
class DenseScores {
  public:
    static constexpr std::size_t kBlockRows = 16 * kTileRows;
    static constexpr std::size_t kRowsAtOnce = kQueries;
    struct Block {
        std::size_t first;
        std::size_t last;
    };

    explicit DenseScores(const vectors::DenseView& rows, MultiplyBytes multiply = multiply_bytes_here().back());

    std::size_t size() const { return length_.size(); }
    /// How far a product of the copies is off at most.
    double error(std::size_t row) const;
    Block block(std::size_t first, std::size_t last) const { return {first, last}; }

    /// Of `count` rows from `place` on with those of the block.
    class Lane {
      public:
        Lane(const DenseScores& scores, const Block& block)
            : all_(&scores), block_(block), scores_(kQueries * kBlockRows) {}

        void fill(std::size_t place, std::size_t count);
        std::span<const float> operator[](std::size_t i) const {
            return {scores_.data() + i * kBlockRows, block_.last - block_.first};
        }

      private:
        const DenseScores* all_;
        Block block_;
        std::vector<float> scores_;
    };

  private:
    void copy(std::size_t row, std::span<const double> values);

    MultiplyBytes multiply_;
    std::size_t quads_;
    double largest_;             ///< whole number of a copy
    std::vector<float> factor_;  ///< 0 behind the last row, up to a whole tile
    std::vector<float> length_;
    std::vector<float> left_out_;      ///< the length of what the copy of a row lacks
    std::vector<std::int32_t> shift_;  ///< by how much products with unsigned bytes are too large
    std::vector<std::int8_t> signed_;
    std::vector<std::uint8_t> unsigned_;  ///< as `MultiplyBytes` takes them
    double longest_ = 0;
    double most_left_out_ = 0;
};

}  // namespace wirecopy::similarity
