#include "wirecopy/reuse/alignment.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace wirecopy::reuse {
namespace {

enum class Step : std::uint8_t { none, match, substitute, skip_a, skip_b };

/// Scores of every pair of prefixes, and the step that led there.
class Table {
  public:
    Table(std::span<const Word> a, std::span<const Word> b)
        : a_(a),
          b_(b),
          columns_(b.size() + 1),
          step_((a.size() + 1) * columns_, Step::none),
          last_(columns_),
          row_(columns_) {}

    void fill() {
        for (std::size_t j = 1; j < columns_; ++j) set(0, j, row_[j - 1] - kDifferent, Step::skip_b);
        for (std::size_t i = 1; i <= a_.size(); ++i) {
            std::swap(last_, row_);
            set(i, 0, last_[0] - kDifferent, Step::skip_a);
            for (std::size_t j = 1; j < columns_; ++j) {
                const bool equal = a_[i - 1] == b_[j - 1];
                set(i, j, last_[j - 1] + (equal ? kEqual : -kDifferent), equal ? Step::match : Step::substitute);
                if (last_[j] - kDifferent > row_[j]) set(i, j, last_[j] - kDifferent, Step::skip_a);
                if (row_[j - 1] - kDifferent > row_[j]) set(i, j, row_[j - 1] - kDifferent, Step::skip_b);
            }
        }
    }

    Alignment path_to(Match end) const {
        Alignment path;
        std::size_t i = end.a;
        std::size_t j = end.b;
        while (i > 0 || j > 0) {
            const Step step = step_[i * columns_ + j];
            i -= step != Step::skip_b;
            j -= step != Step::skip_a;
            if (step == Step::match) path.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j)});
        }
        std::reverse(path.begin(), path.end());
        return path;
    }

  private:
    void set(std::size_t i, std::size_t j, std::int64_t score, Step step) {
        row_[j] = score;
        step_[i * columns_ + j] = step;
    }

    std::span<const Word> a_;
    std::span<const Word> b_;
    std::size_t columns_;
    std::vector<Step> step_;
    std::vector<std::int64_t> last_;
    std::vector<std::int64_t> row_;
};

}  // namespace

std::uint32_t difference(Match before, Match after) {
    return std::max(after.a - before.a, after.b - before.b) - 1;
}

Alignment align(std::span<const Word> a, std::span<const Word> b) {
    Table table(a, b);
    table.fill();
    return table.path_to({static_cast<std::uint32_t>(a.size()), static_cast<std::uint32_t>(b.size())});
}

Identity identity_of(std::span<const Match> alignment) {
    Identity identity;
    for (std::size_t i = 0; i < alignment.size(); ++i) {
        identity.equal += 1;
        identity.aligned += 1 + (i == 0 ? 0 : difference(alignment[i - 1], alignment[i]));
    }
    return identity;
}

Identity identity_of(std::span<const Match> alignment, std::size_t size_a, std::size_t size_b) {
    const auto longer = static_cast<std::uint32_t>(std::max(size_a, size_b));
    if (alignment.empty()) return {0, longer};
    Identity identity = identity_of(alignment);
    identity.aligned += std::max(alignment.front().a, alignment.front().b);
    identity.aligned +=
        difference(alignment.back(), {static_cast<std::uint32_t>(size_a), static_cast<std::uint32_t>(size_b)});
    return identity;
}

std::vector<std::span<const Match>> segments(std::span<const Match> alignment, double drop) {
    std::vector<std::span<const Match>> result;
    const auto most_lost = static_cast<std::int64_t>(std::floor(drop * kEqual));
    // What follows the best end of a part is looked at again: it may be the beginning of the next part.
    for (std::size_t first = 0; first < alignment.size(); first += result.back().size()) {
        std::size_t best_end = first;
        std::int64_t score = 0;
        std::int64_t best = 0;
        for (std::size_t i = first; i < alignment.size(); ++i) {
            if (i > first) score -= std::int64_t{kDifferent} * difference(alignment[i - 1], alignment[i]);
            if (i > first && (score <= 0 || score < best - most_lost)) break;
            score += kEqual;
            if (score > best) {
                best = score;
                best_end = i + 1;
            }
        }
        result.push_back(alignment.subspan(first, best_end - first));
    }
    return result;
}

}  // namespace wirecopy::reuse
