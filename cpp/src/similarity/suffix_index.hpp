#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "suffixes.hpp"

namespace wirecopy::similarity {

/// The suffixes at some places by column, for adding up their products with one row after the other. As many as it
/// holds at most, their sums fit the nearest cache.
class SuffixIndex {
  public:
    static constexpr std::size_t kRows = 4096;

    SuffixIndex(const Suffixes& suffixes, std::size_t first, std::size_t last);

    std::size_t first() const { return first_; }
    std::size_t last() const { return last_; }

    /// Adds to `sums`, by place from `first()` on, the products of the suffix at `place` with those at later places.
    void add_products(std::size_t place, std::span<std::int32_t> sums) const;

  private:
    struct Posting {
        std::uint16_t place;  ///< in the block
        std::int16_t value;
    };

    const Suffixes* suffixes_;
    std::size_t first_;
    std::size_t last_;
    std::vector<Posting> postings_;
    std::vector<std::uint32_t> column_begin_;
    std::vector<std::uint32_t> after_;  ///< for each value of the suffixes: where postings of later places begin
};

/// What `scan` asks of sparse rows: similarities of suffixes, in single precision.
class SparseScores {
  public:
    static constexpr std::size_t kBlockRows = SuffixIndex::kRows;
    static constexpr std::size_t kRowsAtOnce = 1;
    using Block = SuffixIndex;

    explicit SparseScores(const Suffixes& suffixes) : suffixes_(&suffixes) {}

    std::size_t size() const { return suffixes_->size(); }
    double error(std::size_t place) const { return suffixes_->error(place); }
    Block block(std::size_t first, std::size_t last) const { return {*suffixes_, first, last}; }

    /// Of `count` rows from `place` on with those of the block; what stands at `place` and before it means nothing.
    class Lane {
      public:
        Lane(const SparseScores& scores, const Block& block)
            : suffixes_(scores.suffixes_), block_(&block), sums_(block.last() - block.first()), scores_(sums_.size()) {}

        void fill(std::size_t place, std::size_t count);
        std::span<const float> operator[](std::size_t) const { return scores_; }

      private:
        const Suffixes* suffixes_;
        const Block* block_;
        std::vector<std::int32_t> sums_;
        std::vector<float> scores_;
    };

  private:
    const Suffixes* suffixes_;
};

}  // namespace wirecopy::similarity
