#include <algorithm>
#include <cmath>
#include <limits>

#include "wirecopy/reuse/alignment.hpp"

namespace wirecopy::reuse {
namespace {

/// Scores are whole numbers here: five for an equal word, three less for each other column.
constexpr int kEqual = 5;
constexpr int kDifferent = 3;
static_assert(kDifferenceCost * kEqual == kDifferent);
constexpr int kDead = std::numeric_limits<int>::min() / 2;
/// So many equal words in a row are not parted from.
constexpr std::uint32_t kHold = 12;
/// A detour as long as this is taken as far as it was best.
constexpr std::uint32_t kMaxRows = 2048;

enum class Step : std::uint8_t { match, substitute, skip_a, skip_b };

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

/// The scores of pairs of prefixes, row by row, as far as they come within the drop of the best.
class Detour {
  public:
    /// The best alignment of beginnings, in order; empty when none is worth anything.
    const Alignment& find(Reader a, Reader b, int drop) {
        rows_.clear();
        step_.clear();
        path_.clear();
        best_ = 0;
        best_at_ = {0, 0};
        held_ = 0;
        begin(b, drop);
        while (rows_.size() <= std::min(a.size, kMaxRows) && held_ < kHold) {
            if (!next_row(a, b, drop)) break;
        }
        trace();
        return path_;
    }

  private:
    struct Row {
        std::uint32_t begin;  ///< its first column
        std::size_t step;     ///< where its steps begin
    };

    void begin(Reader b, int drop) {
        const std::uint32_t columns = std::min(b.size, static_cast<std::uint32_t>(drop / kDifferent)) + 1;
        score_.clear();
        for (std::uint32_t j = 0; j < columns; ++j) score_.push_back(-kDifferent * static_cast<int>(j));
        rows_.push_back({0, 0});
        step_.resize(columns, Step::skip_b);
        first_ = 0;
    }

    /// False when every score of the row lies further below the best than `drop`.
    bool next_row(Reader a, Reader b, int drop) {
        const auto i = static_cast<std::uint32_t>(rows_.size());
        const Word word = a[i - 1];
        rows_.push_back({first_, step_.size()});
        next_.clear();
        const std::uint32_t begin = first_;
        const auto columns = static_cast<std::uint32_t>(score_.size());
        std::uint32_t alive_begin = std::numeric_limits<std::uint32_t>::max();
        std::uint32_t alive_end = 0;
        int left = kDead;
        for (std::uint32_t column = 0; begin + column <= b.size; ++column) {
            const std::uint32_t j = begin + column;
            int score = kDead;
            Step step = Step::substitute;
            if (column > 0 && column <= columns && score_[column - 1] != kDead) {
                const bool equal = word == b[j - 1];
                score = score_[column - 1] + (equal ? kEqual : -kDifferent);
                step = equal ? Step::match : Step::substitute;
            }
            if (column < columns && score_[column] - kDifferent > score) {
                score = score_[column] - kDifferent;
                step = Step::skip_a;
            }
            if (left - kDifferent > score) {
                score = left - kDifferent;
                step = Step::skip_b;
            }
            if (score < best_ - drop) {
                score = kDead;
                if (column >= columns) break;
            } else {
                alive_begin = std::min(alive_begin, column);
                alive_end = column + 1;
            }
            if (score > best_) {
                held_ = best_at_.a + 1 == i && best_at_.b + 1 == j ? held_ + 1 : 1;
                best_ = score;
                best_at_ = {i, j};
            }
            next_.push_back(score);
            step_.push_back(step);
            left = score;
        }
        if (alive_end == 0) return false;
        score_.assign(next_.begin() + alive_begin, next_.begin() + alive_end);
        first_ = begin + alive_begin;
        return true;
    }

    void trace() {
        Match at = best_at_;
        while (at.a > 0 || at.b > 0) {
            const Row& row = rows_[at.a];
            const Step step = step_[row.step + at.b - row.begin];
            at.a -= step != Step::skip_b;
            at.b -= step != Step::skip_a;
            if (step == Step::match) path_.push_back(at);
        }
        std::reverse(path_.begin(), path_.end());
    }

    std::vector<Row> rows_;
    std::vector<Step> step_;
    std::vector<int> score_;  ///< of the last row, from column first_
    std::vector<int> next_;
    std::uint32_t first_ = 0;
    Alignment path_;
    int best_ = 0;
    Match best_at_{0, 0};
    std::uint32_t held_ = 0;  ///< how many matches in a row end at best_at_
};

Alignment extended(Reader a, Reader b, double drop) {
    thread_local Detour detour;
    const auto whole_drop = static_cast<int>(std::floor(drop * kEqual));
    Alignment whole;
    Match at{0, 0};
    for (;;) {
        // To match equal words at the beginning never costs anything.
        while (at.a < a.size && at.b < b.size && a[at.a] == b[at.b]) {
            whole.push_back(at);
            ++at.a;
            ++at.b;
        }
        if (at.a == a.size || at.b == b.size) return whole;
        const Alignment& path = detour.find(a.after(at.a), b.after(at.b), whole_drop);
        if (path.empty()) return whole;
        for (const Match match : path) whole.push_back({at.a + match.a, at.b + match.b});
        at = {whole.back().a + 1, whole.back().b + 1};
    }
}

}  // namespace

Alignment extend(std::span<const Word> a, std::span<const Word> b, double drop) {
    return extended({a.data(), 1, static_cast<std::uint32_t>(a.size())},
                    {b.data(), 1, static_cast<std::uint32_t>(b.size())}, drop);
}

Alignment extend_backward(std::span<const Word> a, std::span<const Word> b, double drop) {
    const auto size_a = static_cast<std::uint32_t>(a.size());
    const auto size_b = static_cast<std::uint32_t>(b.size());
    if (size_a == 0 || size_b == 0) return {};
    Alignment path = extended({&a.back(), -1, size_a}, {&b.back(), -1, size_b}, drop);
    std::reverse(path.begin(), path.end());
    for (Match& match : path) match = {size_a - 1 - match.a, size_b - 1 - match.b};
    return path;
}

}  // namespace wirecopy::reuse
