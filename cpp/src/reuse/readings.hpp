#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "passage_parts.hpp"

namespace wirecopy::reuse {

/// What was read as passages of two documents, and the best of it. Text that a document repeats is read in several
/// ways; every run of `min_words` is told, and of other readings those that say something new.
class Readings {
  public:
    explicit Readings(std::uint32_t min_words) : min_words_(min_words) {}

    void add(const PassagePart& part);
    void clear();
    /// A reading holds a run of words, which is not read again. It may run beside the words that the reading matches.
    void hold(std::size_t reading, Match run);

    std::size_t size() const { return found_.size(); }
    const Passage& operator[](std::size_t reading) const { return found_[reading]; }
    /// Whether these words of both sides lie in a reading.
    bool holds(std::size_t reading, WordSpan a, WordSpan b) const;

    /// Whether a reading has a share in `min_words` equal words in a row; what has not may give way to another.
    bool is_strong(std::size_t reading) const { return runs_of_[reading].first < runs_of_[reading].last; }

    /// Leaves out what another passage holds on both sides; weaker readings of the same words: what one side of a
    /// better passage holds, and overlaps its other side; and short of `min_words` equal words in a row, what better
    /// passages together hold on both sides. Each run of so many stays in a passage, on both sides. They are there
    /// until this is cleared. O(n log n), and the overlaps.
    std::span<Passage> best();

  private:
    /// Equal words in a row, `min_words` or a part of as many.
    struct Run {
        WordSpan a;
        WordSpan b;
    };
    /// The runs that a reading matches, by their numbers, and whether it holds runs beside them.
    struct Runs {
        std::size_t first;
        std::size_t last;
        bool holds_others;
    };
    /// Passages in the order in which they begin on a side, and the end of those that each overlaps behind it.
    struct Overlaps {
        std::vector<std::size_t> order;
        std::vector<std::size_t> end;
        std::size_t count = 0;
    };

    void drop_held();
    void drop_told();
    void keep(const std::vector<bool>& dropped);
    template <typename Visit>
    void for_each_overlap(Visit visit) const;
    Overlaps overlaps(WordSpan Passage::* side) const;
    bool tells_more(std::size_t better, std::size_t other) const;
    bool is_better_reading(std::size_t better, std::size_t other) const;
    bool holds_runs(std::size_t better, std::size_t other) const;
    std::vector<std::size_t> best_first() const;

    std::uint32_t min_words_;
    std::vector<Passage> found_;
    std::vector<Run> runs_;
    std::vector<Runs> runs_of_;  ///< of each
};

}  // namespace wirecopy::reuse
