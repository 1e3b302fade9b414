#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "prefix_postings.hpp"
#include "text_signature.hpp"

namespace wirecopy::reuse {

/// Two texts by their numbers, a < b.
struct Pair {
    std::uint32_t a;
    std::uint32_t b;

    friend auto operator<=>(const Pair&, const Pair&) = default;
};

/// Pairs that come more than once, of which each is kept once from time to time: where thousands of texts are alike,
/// they meet with each of the 3-grams they share.
class DistinctPairs {
  public:
    void add(std::span<const Pair> pairs);
    void add(Pair pair) {
        pairs_.push_back(pair);
        if (pairs_.size() > most_) make_distinct();
    }
    std::vector<Pair> take();

  private:
    void make_distinct();

    std::vector<Pair> pairs_;
    std::size_t most_ = std::size_t{1} << 20U;
};

/// What the join knows of each text, by number.
struct TextBounds {
    std::vector<TextSize> size;
    std::vector<Signature> signature;
};

/// Pairs of texts whose prefixes meet in a partition and whose sizes and signatures allow the similarity.
///
/// No pair is missed; few are dissimilar, some come more than once. O(postings + meetings).
class CandidateFinder {
  public:
    /// `crowd`: of more texts that meet by the same 3-gram, each is compared with the first few of them and
    /// a few right before it.
    CandidateFinder(const TextBounds& bounds, double jaccard, std::size_t crowd);

    /// Those of one partition; `postings` of all who added texts.
    void find(std::size_t partition, std::span<const std::unique_ptr<Postings>> postings, DistinctPairs& candidates);

  private:
    void read_met(std::size_t partition, std::span<const std::unique_ptr<Postings>> postings);
    void sort_met();
    void meet(std::span<const Posting> same_key, DistinctPairs& candidates);
    void judge_meetings(DistinctPairs& candidates);

    const TextBounds& bounds_;
    double jaccard_;
    std::size_t crowd_;
    std::vector<std::uint8_t> seen_;  ///< how often keys were seen, 2 for more
    std::vector<Posting> met_;        ///< postings whose key is seen twice
    std::vector<Posting> sorted_;
    std::vector<std::uint32_t> bucket_;
    std::vector<Pair> meetings_;
    unsigned recent_bits_;
    std::vector<Pair> recent_;  ///< candidates, where their hash puts them
};

}  // namespace wirecopy::reuse
