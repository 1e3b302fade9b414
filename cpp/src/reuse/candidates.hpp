#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "shared_trigrams.hpp"
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

/// Texts by their numbers, half-open.
struct TextRange {
    std::uint32_t first;
    std::uint32_t last;
};

/// Pairs of texts that share a 3-gram of their prefixes and whose sizes and signatures allow the similarity.
///
/// No pair is missed; few are dissimilar, few come more than once. Goes through the texts, so that a pair is known
/// again at the next 3-gram it shares: near-identical ones share nearly all. O(lists + meetings).
class CandidateFinder {
  public:
    CandidateFinder(const TextBounds& bounds, double jaccard);

    /// The pairs of each text of `range` with later ones. Calls `between()` now and then.
    void find(std::span<const TextLists> lists, TextRange range, std::vector<Pair>& candidates,
              const std::function<void()>& between);

  private:
    void find_places(std::span<const TextLists> lists, TextRange range);
    void meet(std::uint32_t text, const std::uint32_t* others);
    void judge_meetings(std::vector<Pair>& candidates);

    const TextBounds& bounds_;
    double jaccard_;
    std::vector<const std::uint32_t*> places_;  ///< in the lists, text by text
    std::vector<std::uint32_t> end_;            ///< of each text's places
    std::vector<Pair> recent_;                  ///< meetings, where their hash puts them
    std::vector<Pair> meetings_;                ///< that are not judged yet
};

}  // namespace wirecopy::reuse
