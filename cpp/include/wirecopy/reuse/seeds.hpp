#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "wirecopy/reuse/alignment.hpp"
#include "wirecopy/reuse/document_words.hpp"

namespace wirecopy::reuse {

/// Which documents share word 3-grams, and where.
///
/// Of a 3-gram's occurrences in one document the first 16 count: a text that repeats itself a thousand times says
/// nothing more, and must not take a million steps. 16 bytes a word.
class SeedIndex {
  public:
    explicit SeedIndex(const std::vector<DocumentWords>& documents);

    /// Calls `visit(b, seeds)` for each document b >= a that shares at least `min_seeds` seeds with `a`, in order of
    /// b; a seed is the position of a shared 3-gram in both. Within `a` itself the later position is `b`'s.
    void for_each_partner(std::uint32_t a, std::size_t min_seeds,
                          const std::function<void(std::uint32_t, std::span<const Match>)>& visit) const;

  private:
    struct Occurrence {
        std::uint32_t document;
        std::uint32_t word;
    };

    std::vector<Occurrence> occurrences_;     ///< grouped by 3-gram; inside a group by document, then by word
    std::vector<std::uint64_t> group_begin_;  ///< of each group in occurrences_, then their number
    std::vector<std::uint32_t> groups_;       ///< the group of each 3-gram, document by document, in order of words
    std::vector<std::size_t> document_begin_;
};

}  // namespace wirecopy::reuse
