#include "sparse_pairs.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "bands.hpp"
#include "row_scan.hpp"
#include "suffix_index.hpp"

namespace wirecopy::similarity {
namespace {

using vectors::CsrView;

constexpr std::size_t kRowsPerTask = 64;
/// More than what a threshold and its comparison lose in single precision.
constexpr double kSingle = 1e-6;

/// The values of one row by column, for exact products with others.
class ScatteredRow {
  public:
    explicit ScatteredRow(const CsrView& rows) : rows_(&rows), values_(rows.columns) {}

    void set(std::size_t row) {
        for (std::size_t at = rows_->begin(row_); at < rows_->end(row_); ++at) value_at(at) = 0;
        row_ = row;
        for (std::size_t at = rows_->begin(row_); at < rows_->end(row_); ++at) value_at(at) = rows_->value[at];
    }
    /// Added in the order of the columns. O(values of `other`).
    double product(std::size_t other) const {
        double sum = 0;
        for (std::size_t at = rows_->begin(other); at < rows_->end(other); ++at) {
            sum += values_[static_cast<std::size_t>(rows_->column[at])] * rows_->value[at];
        }
        return sum;
    }

  private:
    double& value_at(std::size_t at) { return values_[static_cast<std::size_t>(rows_->column[at])]; }

    const CsrView* rows_;
    std::size_t row_ = 0;
    std::vector<double> values_;
};

/// Finds the later rows of a block that are similar to one. One for each task.
class Search {
  public:
    Search(const CsrView& rows, const Bands& bands, const Suffixes& suffixes, const SuffixIndex& index,
           double threshold, const PairFilter& filter)
        : bands_(bands),
          suffixes_(suffixes),
          index_(index),
          threshold_(threshold),
          filter_(filter),
          scattered_(rows),
          sums_(index.last() - index.first()) {}

    void find(std::size_t place, Pairs& pairs) {
        const std::size_t row = suffixes_.row(place);
        choose(place);
        if (chosen_.empty()) return;
        scattered_.set(row);
        for (const std::uint32_t other : chosen_) {
            const double similarity = scattered_.product(other);
            if (similarity < threshold_ - kRounding) continue;
            pairs.a.push_back(static_cast<std::uint32_t>(std::min<std::size_t>(row, other)));
            pairs.b.push_back(static_cast<std::uint32_t>(std::max<std::size_t>(row, other)));
            pairs.similarity.push_back(std::min(1.0, similarity));
        }
    }

  private:
    /// Rows whose bound reaches the threshold. What a row and a later one share is what their suffixes do, and in the
    /// bands that the later one lacks at most the product of their lengths there.
    void choose(std::size_t place) {
        const std::size_t row = suffixes_.row(place);
        const auto before = bands_.lengths_before(row);
        const auto least = static_cast<float>(threshold_ * (1 - kSingle) - kRounding - index_.error(place));
        index_.add_products(place, sums_);
        chosen_.clear();
        for (std::size_t band = suffixes_.first_band(place); band <= Bands::kCount; ++band) {
            const std::size_t first = std::max({index_.first(), place + 1, suffixes_.first_place(band)});
            const std::size_t last = std::min(index_.last(), suffixes_.first_place(band + 1));
            if (first >= last) continue;
            const std::size_t begin = first - index_.first();
            found_.clear();
            find_sums_at_least({sums_.data() + begin, last - first}, suffixes_.left_out().subspan(first, last - first),
                               before[band], least, found_);
            for (const std::uint32_t at : found_) {
                const std::size_t other = suffixes_.row(first + at);
                const float most = sums_[begin + at] + bound(bands_.lengths(row), bands_.lengths(other), band);
                if (most >= least && filter_.passes(row, other)) chosen_.push_back(static_cast<std::uint32_t>(other));
            }
        }
        std::fill(sums_.begin(), sums_.end(), 0.0F);
    }

    const Bands& bands_;
    const Suffixes& suffixes_;
    const SuffixIndex& index_;
    double threshold_;
    const PairFilter& filter_;
    ScatteredRow scattered_;
    std::vector<float> sums_;
    std::vector<std::uint32_t> found_;
    std::vector<std::uint32_t> chosen_;
};

/// The pairs of all parts in order of `a` and `b`.
Pairs in_order(std::vector<Pairs>& parts, std::size_t rows) {
    std::vector<std::size_t> begin(rows + 1);
    for (const Pairs& part : parts) {
        for (const std::uint32_t a : part.a) ++begin[a + std::size_t{1}];
    }
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    struct Other {
        std::uint32_t row;
        double similarity;
    };
    std::vector<Other> others(begin.back());
    std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
    for (Pairs& part : parts) {
        for (std::size_t i = 0; i < part.size(); ++i) others[next[part.a[i]]++] = {part.b[i], part.similarity[i]};
        part = {};
    }
    Pairs result;
    result.a.reserve(others.size());
    result.b.reserve(others.size());
    result.similarity.reserve(others.size());
    for (std::size_t row = 0; row < rows; ++row) {
        const auto first = others.begin() + static_cast<std::ptrdiff_t>(begin[row]);
        const auto last = others.begin() + static_cast<std::ptrdiff_t>(begin[row + 1]);
        std::sort(first, last, [](const Other& a, const Other& b) { return a.row < b.row; });
        for (auto other = first; other != last; ++other) {
            result.a.push_back(static_cast<std::uint32_t>(row));
            result.b.push_back(other->row);
            result.similarity.push_back(other->similarity);
        }
    }
    return result;
}

}  // namespace

Pairs sparse_pairs(const CsrView& rows, double threshold, const PairFilter& filter, const parallel::Control& control,
                   std::size_t most) {
    const Bands bands(rows);
    const Suffixes suffixes(rows, bands, bands.longest() == 0 ? 0 : threshold / static_cast<double>(bands.longest()));
    std::vector<Pairs> parts;
    std::atomic<std::size_t> found = 0;
    for (std::size_t first = 0; first < suffixes.size(); first += SuffixIndex::kRows) {
        const std::size_t last = std::min(suffixes.size(), first + SuffixIndex::kRows);
        const SuffixIndex index(rows, bands, suffixes, first, last);
        const std::size_t before = parts.size();
        parts.resize(before + (last + kRowsPerTask - 1) / kRowsPerTask);
        parallel::for_each(parts.size() - before, control, [&](std::size_t task) {
            Pairs& part = parts[before + task];
            Search search(rows, bands, suffixes, index, threshold, filter);
            for (std::size_t place = task * kRowsPerTask; place < std::min(last, (task + 1) * kRowsPerTask); ++place) {
                const std::size_t had = part.size();
                search.find(place, part);
                const std::size_t added = part.size() - had;
                if (found.fetch_add(added, std::memory_order_relaxed) + added > most) {
                    throw std::length_error("more than " + std::to_string(most) + " pairs are similar");
                }
            }
        });
    }
    return in_order(parts, rows.rows());
}

}  // namespace wirecopy::similarity
