#include "suffix_index.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace wirecopy::similarity {
namespace {

constexpr double kLargest = std::numeric_limits<std::int16_t>::max();
/// How many values ahead of its use a column's postings are asked for.
constexpr std::size_t kAhead = 3;

}  // namespace

Suffixes::Suffixes(const vectors::CsrView& rows, const Bands& bands, double longest_left_out)
    : row_(rows.rows()), first_band_(rows.rows()), left_out_(rows.rows()), first_place_(Bands::kCount + 2) {
    std::vector<std::uint8_t> first_band(rows.rows());
    std::vector<float> left_out(rows.rows());
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        const auto before = bands.lengths_before(row);
        std::size_t band = 0;
        while (band < Bands::kCount && before[band + 1] <= longest_left_out) ++band;
        first_band[row] = static_cast<std::uint8_t>(band);
        left_out[row] = before[band];
    }
    std::iota(row_.begin(), row_.end(), 0U);
    std::stable_sort(row_.begin(), row_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return first_band[a] < first_band[b]; });
    for (std::size_t place = 0; place < row_.size(); ++place) {
        first_band_[place] = first_band[row_[place]];
        left_out_[place] = left_out[row_[place]];
        ++first_place_[first_band_[place] + std::size_t{1}];
    }
    std::partial_sum(first_place_.begin(), first_place_.end(), first_place_.begin());
}

SuffixIndex::SuffixIndex(const vectors::CsrView& rows, const Bands& bands, const Suffixes& suffixes, std::size_t first,
                         std::size_t last)
    : rows_(&rows), bands_(&bands), suffixes_(&suffixes), first_(first), last_(last), column_begin_(rows.columns + 1) {
    const auto for_each_value = [&](auto use) {
        for (std::size_t place = first; place < last; ++place) {
            const std::size_t row = suffixes.row(place);
            for (std::size_t at = rows.begin(row); at < rows.end(row); ++at) {
                if (bands.of_column(rows.column[at]) >= suffixes.first_band(place)) use(place, at);
            }
        }
    };
    double largest = 0;
    for_each_value([&](std::size_t, std::size_t at) {
        ++column_begin_[static_cast<std::size_t>(rows.column[at]) + 1];
        largest = std::max(largest, std::abs(rows.value[at]));
    });
    std::partial_sum(column_begin_.begin(), column_begin_.end(), column_begin_.begin());
    unit_ = largest / kLargest;
    postings_.resize(column_begin_.back());
    after_.reserve(postings_.size());
    after_row_.assign(last - first + 1, 0);
    std::vector<std::uint64_t> next(column_begin_.begin(), column_begin_.end() - 1);
    for_each_value([&](std::size_t place, std::size_t at) {
        std::uint64_t& to = next[static_cast<std::size_t>(rows.column[at])];
        const double value = unit_ == 0 ? 0 : std::round(rows.value[at] / unit_);
        postings_[to] = {static_cast<std::uint16_t>(place - first), static_cast<std::int16_t>(value)};
        after_.push_back(++to);
        ++after_row_[place - first + 1];
    });
    std::partial_sum(after_row_.begin(), after_row_.end(), after_row_.begin());
}

void SuffixIndex::add_products(std::size_t place, std::span<float> sums) const {
    const std::size_t row = suffixes_->row(place);
    const std::size_t first_band = suffixes_->first_band(place);
    const bool inside = place >= first_;
    const std::uint64_t* after = inside ? after_.data() + after_row_[place - first_] : nullptr;
    for (std::size_t at = rows_->begin(row); at < rows_->end(row); ++at) {
        const auto column = static_cast<std::size_t>(rows_->column[at]);
        if (bands_->of_column(rows_->column[at]) < first_band) continue;
        const std::uint64_t begin = inside ? *after++ : column_begin_[column];
        if (inside && after + kAhead < after_.data() + after_.size()) {
            __builtin_prefetch(postings_.data() + after[kAhead - 1]);
        }
        const auto value = static_cast<float>(rows_->value[at] * unit_);
        for (std::uint64_t i = begin; i < column_begin_[column + 1]; ++i) {
            sums[postings_[i].place] += value * static_cast<float>(postings_[i].value);
        }
    }
}

double SuffixIndex::error(std::size_t place) const {
    // Each of n products is off by half a unit of its posting, and a sum of n + 2 roundings of the sum of their
    // magnitudes, which lengths bound (Higham, "Accuracy and Stability of Numerical Algorithms", 2002, section 3.1).
    const std::size_t row = suffixes_->row(place);
    const auto values = static_cast<double>(rows_->end(row) - rows_->begin(row));
    const double length = bands_->lengths_before(row).back();
    const double longest = bands_->longest() + unit_ * std::sqrt(static_cast<double>(rows_->columns));
    return length * (std::sqrt(values) * unit_ / 2 + (values + 3) * std::numeric_limits<float>::epsilon() * longest);
}

}  // namespace wirecopy::similarity
