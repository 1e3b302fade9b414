#include "wirecopy/similarity/pairs.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "bands.hpp"
#include "dense_scores.hpp"
#include "exact_products.hpp"
#include "found_pairs.hpp"
#include "row_scan.hpp"
#include "score_scan.hpp"
#include "suffix_index.hpp"

namespace wirecopy::similarity {
namespace {

using vectors::CsrView;
using vectors::DenseView;

/// More than what a threshold and its comparison lose in single precision.
constexpr double kSingle = 1e-6;
/// Below this, whole numbers hardly tell whether sparse rows share anything.
constexpr double kLeastSum = 1e-3;

void check(double threshold) {
    if (threshold > 0) return;
    throw std::invalid_argument("threshold is " + std::to_string(threshold) + "; it must be above 0");
}

/// What finds similar pairs on one thread: rows are chosen by quick scores and compared exactly.
template <typename Products>
class PairSearch {
  public:
    PairSearch(Products products, double threshold, const PairFilter& filter, FoundPairs& found)
        : products_(std::move(products)), threshold_(threshold), filter_(filter), found_(found) {}

    void finish() { found_.gather(std::move(part_)); }

  protected:
    double threshold() const { return threshold_; }
    void choose(std::size_t row, std::size_t other) {
        if (filter_.passes(row, other)) chosen_.push_back(static_cast<std::uint32_t>(other));
    }
    void compare_chosen(std::size_t row) {
        if (chosen_.empty()) return;
        const std::size_t had = part_.size();
        products_(row, chosen_, similarities_);
        for (std::size_t i = 0; i < chosen_.size(); ++i) {
            add_similar(part_, row, chosen_[i], similarities_[i], threshold_);
        }
        found_.count(part_.size() - had);
        chosen_.clear();
    }

    std::vector<std::uint32_t> places_;

  private:
    Products products_;
    double threshold_;
    const PairFilter& filter_;
    FoundPairs& found_;
    Pairs part_;
    std::vector<std::uint32_t> chosen_;
    std::vector<double> similarities_;
};

class DenseSearch : public PairSearch<DenseProducts> {
  public:
    DenseSearch(const DenseScores& scores, const DenseView& rows, double threshold, const PairFilter& filter,
                FoundPairs& found)
        : PairSearch(DenseProducts(rows), threshold, filter, found), scores_(scores) {}

    void operator()(std::size_t row, std::size_t first, std::span<const float> scores) {
        find_at_least(scores, single_below(threshold() - kRounding - scores_.error(row)), places_);
        for (const std::uint32_t place : places_) choose(row, first + place);
        compare_chosen(row);
    }

  private:
    const DenseScores& scores_;
};

class SparseSearch : public PairSearch<SparseProducts> {
  public:
    SparseSearch(const Suffixes& suffixes, const Bands& bands, const CsrView& rows, double threshold,
                 const PairFilter& filter, FoundPairs& found)
        : PairSearch(SparseProducts(rows), threshold, filter, found), suffixes_(suffixes), bands_(bands) {}

    /// What a row and a later one share is what their suffixes do, and in the bands that the later one lacks at most
    /// the product of their lengths there.
    void operator()(std::size_t place, std::size_t first, std::span<const float> scores) {
        const std::size_t row = suffixes_.row(place);
        const auto before = bands_.lengths_before(row);
        const auto least = static_cast<float>(threshold() * (1 - kSingle) - kRounding - suffixes_.error(place));
        const std::size_t last = first + scores.size();
        for (std::size_t band = suffixes_.first_band(place); band <= Bands::kCount; ++band) {
            const std::size_t begin = std::max(first, suffixes_.first_place(band));
            const std::size_t end = std::min(last, suffixes_.first_place(band + 1));
            if (begin >= end) continue;
            const auto some = scores.subspan(begin - first, end - begin);
            find_sums_at_least(some, suffixes_.left_out().subspan(begin, end - begin), before[band], least, places_);
            for (const std::uint32_t at : places_) {
                const std::size_t other = suffixes_.row(begin + at);
                const float most = some[at] + bound(bands_.lengths(row), bands_.lengths(other), band);
                if (most >= least) choose(row, other);
            }
        }
        compare_chosen(row);
    }

  private:
    const Suffixes& suffixes_;
    const Bands& bands_;
};

/// The pairs of rows that share a column, all of them compared exactly.
void find_among_met(const CsrView& rows, double threshold, const PairFilter& filter, const parallel::Control& control,
                    FoundPairs& found) {
    constexpr std::size_t rows_per_task = 64;
    const vectors::Csr by_column = vectors::transposed(rows);
    parallel::for_each((rows.rows() + rows_per_task - 1) / rows_per_task, control, [&](std::size_t task) {
        MetRows met(rows, by_column.view());
        Pairs part;
        const std::size_t last = std::min(rows.rows(), (task + 1) * rows_per_task);
        for (std::size_t row = task * rows_per_task; row < last; ++row) {
            const std::size_t had = part.size();
            met.find(row);
            for (const std::uint32_t other : met.met()) {
                if (other > row && filter.passes(row, other)) {
                    add_similar(part, row, other, met.product(other), threshold);
                }
            }
            found.count(part.size() - had);
        }
        found.gather(std::move(part));
    });
}

}  // namespace

Pairs similar_pairs(const CsrView& rows, double threshold, const PairFilter& filter, const parallel::Control& control,
                    std::size_t most) {
    check(threshold);
    FoundPairs found(most);
    const Bands bands(rows);
    if (threshold < kLeastSum) {
        find_among_met(rows, threshold, filter, control, found);
    } else if (bands.longest() > 0) {
        const Suffixes suffixes(rows, bands, threshold / static_cast<double>(bands.longest()));
        scan(SparseScores(suffixes), control,
             [&](std::size_t, std::size_t) { return SparseSearch(suffixes, bands, rows, threshold, filter, found); });
    }
    return std::move(found).in_order(rows.rows());
}

Pairs similar_pairs(const DenseView& rows, double threshold, const PairFilter& filter, const parallel::Control& control,
                    std::size_t most) {
    check(threshold);
    FoundPairs found(most);
    const DenseScores scores(rows);
    scan(scores, control,
         [&](std::size_t, std::size_t) { return DenseSearch(scores, rows, threshold, filter, found); });
    return std::move(found).in_order(rows.rows());
}

}  // namespace wirecopy::similarity
