#include "wirecopy/similarity/pairs.hpp"

#include <algorithm>
#include <atomic>
#include <span>
#include <stdexcept>
#include <string>

namespace wirecopy::similarity {
namespace {

using vectors::Csr;
using vectors::CsrView;
using vectors::DenseView;

constexpr std::size_t kRowsPerTask = 64;

struct Neighbour {
    std::uint32_t row;
    double similarity;
};

/// The rows that share a column with one row, with their dot products: a row of X X^T at a time.
class SparseMeetings {
  public:
    SparseMeetings(const CsrView& rows, const Csr& by_column)
        : rows_(rows), by_column_(by_column.view()), sum_(rows.rows()), met_by_(rows.rows()) {}

    /// Rows from `first` on that meet `row`, in no particular order.
    std::span<const Neighbour> of(std::size_t row, std::size_t first) {
        ++turn_;
        neighbours_.clear();
        for (std::size_t at = rows_.begin(row); at < rows_.end(row); ++at) {
            const auto column = static_cast<std::size_t>(rows_.column[at]);
            const auto end = by_column_.end(column);
            for (std::size_t posting = posting_from(column, first); posting < end; ++posting) {
                const auto other = static_cast<std::size_t>(by_column_.column[posting]);
                meet(other, rows_.value[at] * by_column_.value[posting]);
            }
        }
        for (Neighbour& neighbour : neighbours_) neighbour.similarity = std::min(1.0, sum_[neighbour.row]);
        return neighbours_;
    }

  private:
    std::size_t posting_from(std::size_t column, std::size_t first) const {
        const std::size_t begin = by_column_.begin(column);
        const auto rows = by_column_.column.subspan(begin, by_column_.end(column) - begin);
        const auto found = std::lower_bound(rows.begin(), rows.end(), static_cast<std::int32_t>(first));
        return begin + static_cast<std::size_t>(found - rows.begin());
    }

    void meet(std::size_t other, double product) {
        if (met_by_[other] != turn_) {
            met_by_[other] = turn_;
            sum_[other] = 0;
            neighbours_.push_back({static_cast<std::uint32_t>(other), 0});
        }
        sum_[other] += product;
    }

    CsrView rows_;
    CsrView by_column_;
    std::vector<double> sum_;
    std::vector<std::uint32_t> met_by_;  ///< the turn in which `sum_` was last begun
    std::uint32_t turn_ = 0;
    std::vector<Neighbour> neighbours_;
};

/// The same of dense rows, which all meet. Products are added in the order of the columns, so that a pair's similarity
/// does not depend on where its rows stand.
class DenseMeetings {
  public:
    explicit DenseMeetings(const DenseView& rows) : rows_(rows) {}

    std::span<const Neighbour> of(std::size_t row, std::size_t first) {
        neighbours_.clear();
        for (std::size_t other = first; other < rows_.rows(); ++other) {
            double sum = 0;
            for (std::size_t i = 0; i < rows_.columns; ++i) sum += rows_[row][i] * rows_[other][i];
            neighbours_.push_back({static_cast<std::uint32_t>(other), std::min(1.0, sum)});
        }
        return neighbours_;
    }

  private:
    DenseView rows_;
    std::vector<Neighbour> neighbours_;
};

void add(Pairs& pairs, std::size_t row, const Neighbour& other) {
    pairs.a.push_back(static_cast<std::uint32_t>(row));
    pairs.b.push_back(other.row);
    pairs.similarity.push_back(other.similarity);
}

void append(Pairs& to, const Pairs& from) {
    to.a.insert(to.a.end(), from.a.begin(), from.a.end());
    to.b.insert(to.b.end(), from.b.begin(), from.b.end());
    to.similarity.insert(to.similarity.end(), from.similarity.begin(), from.similarity.end());
}

/// Gathers what `choose(row, meetings, pairs)` adds for each row; `make_meetings()` is called once a task.
template <typename MakeMeetings, typename Choose>
Pairs gather(std::size_t rows, const parallel::Control& control, MakeMeetings make_meetings, Choose choose) {
    std::vector<Pairs> parts((rows + kRowsPerTask - 1) / kRowsPerTask);
    parallel::for_each(parts.size(), control, [&](std::size_t task) {
        auto meetings = make_meetings();
        const std::size_t last = std::min(rows, (task + 1) * kRowsPerTask);
        for (std::size_t row = task * kRowsPerTask; row < last; ++row) choose(row, meetings, parts[task]);
    });
    Pairs result;
    for (Pairs& part : parts) {
        append(result, part);
        part = {};
    }
    return result;
}

template <typename MakeMeetings>
Pairs pairs_above(std::size_t rows, double threshold, const PairFilter& filter, const parallel::Control& control,
                  std::size_t most, MakeMeetings make_meetings) {
    if (!(threshold > 0)) {
        throw std::invalid_argument("threshold is " + std::to_string(threshold) + "; it must be above 0");
    }
    std::atomic<std::size_t> found = 0;
    return gather(rows, control, make_meetings, [&](std::size_t row, auto& meetings, Pairs& pairs) {
        std::vector<Neighbour> others;
        for (const Neighbour& other : meetings.of(row, row + 1)) {
            if (other.similarity >= threshold - kRounding && filter.passes(row, other.row)) others.push_back(other);
        }
        if (found.fetch_add(others.size(), std::memory_order_relaxed) + others.size() > most) {
            throw std::length_error("more than " + std::to_string(most) + " pairs are similar");
        }
        std::sort(others.begin(), others.end(), [](const Neighbour& a, const Neighbour& b) { return a.row < b.row; });
        for (const Neighbour& other : others) add(pairs, row, other);
    });
}

template <typename MakeMeetings>
Pairs nearest_of(std::size_t rows, std::size_t count, const std::vector<std::uint32_t>& rank,
                 const parallel::Control& control, MakeMeetings make_meetings) {
    if (rank.size() != rows) {
        throw std::invalid_argument(std::to_string(rank.size()) + " ranks for " + std::to_string(rows) + " rows");
    }
    return gather(rows, control, make_meetings, [&](std::size_t row, auto& meetings, Pairs& pairs) {
        std::vector<Neighbour> others;
        for (const Neighbour& other : meetings.of(row, 0)) {
            if (other.row != row && other.similarity > kRounding) others.push_back(other);
        }
        const auto kept = static_cast<std::ptrdiff_t>(std::min(count, others.size()));
        std::partial_sort(
            others.begin(), others.begin() + kept, others.end(), [&](const Neighbour& a, const Neighbour& b) {
                return a.similarity != b.similarity ? a.similarity > b.similarity : rank[a.row] < rank[b.row];
            });
        for (std::ptrdiff_t i = 0; i < kept; ++i) add(pairs, row, others[static_cast<std::size_t>(i)]);
    });
}

}  // namespace

Pairs similar_pairs(const CsrView& rows, double threshold, const PairFilter& filter, const parallel::Control& control,
                    std::size_t most) {
    const Csr by_column = vectors::transposed(rows);
    return pairs_above(rows.rows(), threshold, filter, control, most, [&] { return SparseMeetings(rows, by_column); });
}

Pairs similar_pairs(const DenseView& rows, double threshold, const PairFilter& filter, const parallel::Control& control,
                    std::size_t most) {
    return pairs_above(rows.rows(), threshold, filter, control, most, [&] { return DenseMeetings(rows); });
}

Pairs nearest(const CsrView& rows, std::size_t count, const std::vector<std::uint32_t>& rank,
              const parallel::Control& control) {
    const Csr by_column = vectors::transposed(rows);
    return nearest_of(rows.rows(), count, rank, control, [&] { return SparseMeetings(rows, by_column); });
}

Pairs nearest(const DenseView& rows, std::size_t count, const std::vector<std::uint32_t>& rank,
              const parallel::Control& control) {
    return nearest_of(rows.rows(), count, rank, control, [&] { return DenseMeetings(rows); });
}

}  // namespace wirecopy::similarity
