#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <mutex>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "wirecopy/similarity/pairs.hpp"

#include "bands.hpp"
#include "dense_scores.hpp"
#include "exact_products.hpp"
#include "neighbour_lists.hpp"
#include "row_scan.hpp"
#include "score_scan.hpp"
#include "suffix_index.hpp"

namespace wirecopy::similarity {
namespace {

using vectors::CsrView;
using vectors::DenseView;

constexpr std::size_t kRowsPerTask = 64;

/// What offers rows of a block and others to each other's lists, on one thread.
template <typename Products>
class NeighbourSearch {
  public:
    NeighbourSearch(Products products, NeighbourLists& lists, const PairFilter& filter, std::size_t block_first,
                    std::size_t block_last)
        : products_(std::move(products)),
          lists_(lists),
          filter_(filter),
          block_first_(block_first),
          leasts_(block_last - block_first) {
        // What other threads add to these lists meanwhile makes them ask for less than is offered.
        lists_.copy_least(block_first, leasts_);
    }

    void operator()(std::size_t row, std::size_t first, std::span<const float> scores) {
        const auto leasts = std::span(leasts_).subspan(first - block_first_, scores.size());
        find_at_least(scores, leasts, lists_.least(row), places_);
        for (const std::uint32_t place : places_) {
            const auto other = static_cast<std::uint32_t>(first + place);
            if (!filter_.passes(row, other)) continue;
            lists_.offer(row, other, scores[place], products_);
            lists_.offer(other, static_cast<std::uint32_t>(row), scores[place], products_);
            leasts[place] = lists_.least(other);
        }
    }
    void finish() {}

  private:
    Products products_;
    NeighbourLists& lists_;
    const PairFilter& filter_;
    std::size_t block_first_;
    std::vector<float> leasts_;
    std::vector<std::uint32_t> places_;
};

template <typename Scores>
std::vector<float> errors(const Scores& scores) {
    std::vector<float> result(scores.size());
    for (std::size_t row = 0; row < result.size(); ++row) result[row] = single_above(scores.error(row));
    return result;
}

void check(std::size_t rows, const std::vector<std::uint32_t>& rank) {
    if (rank.size() == rows) return;
    throw std::invalid_argument(std::to_string(rank.size()) + " ranks for " + std::to_string(rows) + " rows");
}

/// For each row what `neighbours_of()` makes of it, a function of rows that is asked for once a task.
template <typename MakeNeighboursOf>
Pairs gather(std::size_t rows, const parallel::Control& control, MakeNeighboursOf make_neighbours_of) {
    std::vector<Pairs> parts((rows + kRowsPerTask - 1) / kRowsPerTask);
    parallel::for_each(parts.size(), control, [&](std::size_t task) {
        auto neighbours_of = make_neighbours_of();
        const std::size_t last = std::min(rows, (task + 1) * kRowsPerTask);
        for (std::size_t row = task * kRowsPerTask; row < last; ++row) {
            for (const Neighbour& other : neighbours_of(row)) {
                parts[task].a.push_back(static_cast<std::uint32_t>(row));
                parts[task].b.push_back(other.row);
                parts[task].similarity.push_back(other.similarity);
            }
        }
    });
    Pairs result;
    for (Pairs& part : parts) {
        result.a.insert(result.a.end(), part.a.begin(), part.a.end());
        result.b.insert(result.b.end(), part.b.begin(), part.b.end());
        result.similarity.insert(result.similarity.end(), part.similarity.begin(), part.similarity.end());
        part = {};
    }
    return result;
}

/// Takes the neighbours of sparse rows from their lists, and looks at all a row meets where its list cannot tell.
class SparseNeighbours {
  public:
    SparseNeighbours(const CsrView& rows, NeighbourLists& lists, const PairFilter& filter)
        : rows_(rows), lists_(lists), filter_(filter) {}

    class Lane {
      public:
        explicit Lane(SparseNeighbours& all) : all_(all), products_(all.rows_) {}

        std::vector<Neighbour> operator()(std::size_t row) {
            std::vector<Neighbour> best = all_.lists_.take(row, products_);
            if (all_.lists_.complete(row)) return best;
            if (!met_) met_.emplace(all_.rows_, all_.by_column());
            met_->find(row);
            best.clear();
            for (const std::uint32_t other : met_->met()) {
                if (all_.filter_.passes(row, other)) best.push_back({other, met_->product(other)});
            }
            all_.lists_.keep_best(best);
            return best;
        }

      private:
        SparseNeighbours& all_;
        SparseProducts products_;
        std::optional<MetRows> met_;
    };

  private:
    CsrView by_column() {
        std::call_once(is_transposed_, [&] { by_column_ = vectors::transposed(rows_); });
        return by_column_.view();
    }

    CsrView rows_;
    NeighbourLists& lists_;
    const PairFilter& filter_;
    std::once_flag is_transposed_;
    vectors::Csr by_column_;
};

}  // namespace

Pairs nearest(const CsrView& rows, std::size_t count, const std::vector<std::uint32_t>& rank, const PairFilter& filter,
              const parallel::Control& control) {
    check(rows.rows(), rank);
    if (count == 0) return {};
    const Suffixes whole(rows, Bands(rows), -1);
    const SparseScores scores(whole);
    // Rows that share nothing have a score of 0, and are not looked at.
    NeighbourLists lists(count, errors(scores), rank, std::numeric_limits<float>::min());
    scan(scores, control, [&](std::size_t first, std::size_t last) {
        return NeighbourSearch(SparseProducts(rows), lists, filter, first, last);
    });
    SparseNeighbours all(rows, lists, filter);
    return gather(rows.rows(), control, [&] { return SparseNeighbours::Lane(all); });
}

Pairs nearest(const DenseView& rows, std::size_t count, const std::vector<std::uint32_t>& rank,
              const PairFilter& filter, const parallel::Control& control) {
    check(rows.rows(), rank);
    if (count == 0) return {};
    const DenseScores scores(rows);
    NeighbourLists lists(count, errors(scores), rank, std::numeric_limits<float>::lowest());
    scan(scores, control, [&](std::size_t first, std::size_t last) {
        return NeighbourSearch(DenseProducts(rows), lists, filter, first, last);
    });
    return gather(rows.rows(), control, [&] {
        return [&, products = DenseProducts(rows)](std::size_t row) mutable { return lists.take(row, products); };
    });
}

}  // namespace wirecopy::similarity
