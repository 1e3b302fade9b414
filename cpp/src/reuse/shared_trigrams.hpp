#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "prefix_postings.hpp"

namespace wirecopy::reuse {

/// Lists of texts, one after the other: those that share a 3-gram of their prefixes, ascending, then `kEndOfList`.
using TextLists = std::vector<std::uint32_t>;
constexpr std::uint32_t kEndOfList = 0xFFFFFFFFU;

/// Finds which texts share the 3-grams of a partition. O(postings).
class SharedTrigrams {
  public:
    /// `crowd`: of more texts that share a 3-gram, each is listed with the first few of them and with a few right
    /// before it.
    explicit SharedTrigrams(std::size_t crowd) : crowd_(crowd) {}

    /// Those of one partition, by the postings of all who added texts. Valid until the next call.
    const TextLists& find(std::size_t partition, std::span<const std::unique_ptr<Postings>> postings);

  private:
    void read_met(std::size_t partition, std::span<const std::unique_ptr<Postings>> postings);
    void sort_met();
    void add(std::span<const Posting> same_key);

    std::size_t crowd_;
    std::vector<std::uint8_t> seen_;  ///< how often keys were seen, 2 for more
    std::vector<Posting> met_;        ///< postings whose key is seen twice
    std::vector<Posting> sorted_;
    std::vector<std::uint32_t> bucket_;
    TextLists lists_;
};

}  // namespace wirecopy::reuse
