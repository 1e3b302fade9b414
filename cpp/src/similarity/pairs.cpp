#include "wirecopy/similarity/pairs.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>

#include "dense_products.hpp"
#include "row_scan.hpp"
#include "sparse_pairs.hpp"
#include "sparse_products.hpp"

namespace wirecopy::similarity {
namespace {

using vectors::CsrView;
using vectors::DenseView;

constexpr std::size_t kRowsPerTask = 64;
constexpr float kLowest = std::numeric_limits<float>::lowest();

struct Neighbour {
    std::uint32_t row;
    double similarity;
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

/// The largest float that is not above a number: what is at least the number is at least this.
float single(double value) {
    const auto rounded = static_cast<float>(value);
    return rounded <= value ? rounded : std::nextafter(rounded, std::numeric_limits<float>::lowest());
}

/// Of the rows found, those with what they exactly share with the row last asked for.
template <typename Products>
std::vector<Neighbour> exactly(const Products& products, const std::vector<std::uint32_t>& found) {
    std::vector<Neighbour> others;
    std::vector<double> similarity;
    products.exact(found, similarity);
    for (std::size_t i = 0; i < found.size(); ++i) others.push_back({found[i], std::min(1.0, similarity[i])});
    return others;
}

/// Gathers what `choose(row, products, pairs)` adds for each row; `make_products()` is called once a task.
template <typename MakeProducts, typename Choose>
Pairs gather(std::size_t rows, const parallel::Control& control, MakeProducts make_products, Choose choose) {
    std::vector<Pairs> parts((rows + kRowsPerTask - 1) / kRowsPerTask);
    parallel::for_each(parts.size(), control, [&](std::size_t task) {
        auto products = make_products();
        const std::size_t last = std::min(rows, (task + 1) * kRowsPerTask);
        for (std::size_t row = task * kRowsPerTask; row < last; ++row) choose(row, products, parts[task]);
    });
    Pairs result;
    for (Pairs& part : parts) {
        append(result, part);
        part = {};
    }
    return result;
}

void check(double threshold) {
    if (threshold > 0) return;
    throw std::invalid_argument("threshold is " + std::to_string(threshold) + "; it must be above 0");
}

template <typename MakeProducts>
Pairs pairs_above(std::size_t rows, double threshold, const PairFilter& filter, const parallel::Control& control,
                  std::size_t most, MakeProducts make_products) {
    std::atomic<std::size_t> found = 0;
    return gather(rows, control, make_products, [&](std::size_t row, auto& products, Pairs& pairs) {
        std::vector<std::uint32_t> candidates;
        const auto quick = products.quick(row, row + 1);
        find_at_least(quick, row + 1, single(threshold - kRounding - products.error(row)), candidates);
        std::erase_if(candidates, [&](std::uint32_t other) { return !filter.passes(row, other); });
        std::vector<Neighbour> others = exactly(products, candidates);
        std::erase_if(others, [&](const Neighbour& other) { return other.similarity < threshold - kRounding; });
        if (found.fetch_add(others.size(), std::memory_order_relaxed) + others.size() > most) {
            throw std::length_error("more than " + std::to_string(most) + " pairs are similar");
        }
        for (const Neighbour& other : others) add(pairs, row, other);
    });
}

template <typename MakeProducts>
Pairs nearest_of(std::size_t rows, std::size_t count, const std::vector<std::uint32_t>& rank, const PairFilter& filter,
                 const parallel::Control& control, MakeProducts make_products) {
    if (rank.size() != rows) {
        throw std::invalid_argument(std::to_string(rank.size()) + " ranks for " + std::to_string(rows) + " rows");
    }
    return gather(rows, control, make_products, [&](std::size_t row, auto& products, Pairs& pairs) {
        std::vector<std::uint32_t> candidates;
        std::span<const float> quick = products.quick(row, 0);
        std::vector<float> wanted;
        if (filter.documents != nullptr) {
            wanted.assign(quick.begin(), quick.end());
            for (std::size_t other = 0; other < rows; ++other) {
                if (wanted[other] > 0 && !filter.passes(row, other)) wanted[other] = kLowest;
            }
            quick = wanted;
        }
        // Two products that are off by `error` each may have changed places.
        const double error = products.error(row);
        const double last = largest_but(quick, row, std::min(count, rows));
        find_at_least(quick, 0, single(std::max(last - 2 * error, kRounding - error)), candidates);
        std::vector<Neighbour> others = exactly(products, candidates);
        std::erase_if(others, [&](const Neighbour& other) {
            return other.row == row || other.similarity <= kRounding || !filter.passes(row, other.row);
        });
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
    check(threshold);
    return sparse_pairs(rows, threshold, filter, control, most);
}

Pairs similar_pairs(const DenseView& rows, double threshold, const PairFilter& filter, const parallel::Control& control,
                    std::size_t most) {
    check(threshold);
    const DenseRows single(rows);
    return pairs_above(rows.rows(), threshold, filter, control, most, [&] { return DenseProducts(single); });
}

Pairs nearest(const CsrView& rows, std::size_t count, const std::vector<std::uint32_t>& rank, const PairFilter& filter,
              const parallel::Control& control) {
    const ColumnIndex index(rows);
    return nearest_of(rows.rows(), count, rank, filter, control, [&] { return SparseProducts(index); });
}

Pairs nearest(const DenseView& rows, std::size_t count, const std::vector<std::uint32_t>& rank,
              const PairFilter& filter, const parallel::Control& control) {
    const DenseRows single(rows);
    return nearest_of(rows.rows(), count, rank, filter, control, [&] { return DenseProducts(single); });
}

}  // namespace wirecopy::similarity
