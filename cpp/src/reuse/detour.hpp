#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wirecopy/reuse/alignment.hpp"

namespace wirecopy::reuse {

/// One sequence, read from its beginning or from its end.
struct Reader {
    const Word* first;
    std::ptrdiff_t step;
    std::uint32_t size;

    Word operator[](std::uint32_t word) const { return first[step * static_cast<std::ptrdiff_t>(word)]; }
    Reader after(std::uint32_t words) const {
        return {first + step * static_cast<std::ptrdiff_t>(words), step, size - words};
    }
};

/// Where two sequences differ: the best alignment of what follows, as far as it comes within a drop of its best.
///
/// Pairs of prefixes are scored row by row, a row for each word of `a`. Most words of `a` are none of those they could
/// stand for in `b`, and their rows take a few instructions for many columns at once; only from equal words on are
/// columns looked at one by one.
class Detour {
  public:
    /// The best alignment of beginnings, in order; empty when none is worth anything. Valid until the next call.
    const Alignment& find(Reader a, Reader b, int drop);

  private:
    using Score = std::int16_t;  ///< kMaxRows equal words fit

    /// A row of scores: the columns from the first to the last that are alive. A dead score stands on either side.
    struct Row {
        std::uint32_t begin;  ///< its first column
        std::uint32_t size;
        std::size_t at;  ///< in score_
    };

    static bool is_hopeless(Reader a, Reader b, int drop);
    void begin(Reader b, int drop);
    bool next_row(Reader a, Reader b, int drop);
    void take_equal(std::uint32_t column, const Score* last, Score* row, std::uint32_t& size, std::uint32_t columns,
                    int drop);
    bool keep_alive(const Score* row, std::uint32_t size);
    void copy_words(Reader b, std::uint32_t size);
    int score(std::uint32_t row, std::uint32_t column) const;
    void trace(Reader a);

    std::vector<Row> rows_;
    std::vector<Score> score_;
    std::vector<Word> of_b_;  ///< as far as it was looked at
    Alignment path_;
    int best_ = 0;
    Match best_at_{0, 0};
    std::uint32_t held_ = 0;  ///< how many matches in a row end at best_at_
};

}  // namespace wirecopy::reuse
