#include "wirecopy/clusters/story_rows.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace wirecopy::clusters {
namespace {

using vectors::CsrView;

constexpr std::size_t kRowsPerTask = 64;
constexpr std::int32_t kNoColumn = std::numeric_limits<std::int32_t>::max();

/// Calls `take(column, has_word, emphasis)` for each column that a row has in either matrix, in order.
template <typename Take>
void merge(const CsrView& words, const CsrView& emphasis, std::size_t row, const Take& take) {
    std::size_t word = words.begin(row);
    std::size_t more = emphasis.begin(row);
    while (word < words.end(row) || more < emphasis.end(row)) {
        const std::int32_t of_word = word < words.end(row) ? words.column[word] : kNoColumn;
        const std::int32_t of_more = more < emphasis.end(row) ? emphasis.column[more] : kNoColumn;
        take(std::min(of_word, of_more), of_word <= of_more, of_more <= of_word ? emphasis.value[more] : 0);
        if (of_word <= of_more) ++word;
        if (of_more <= of_word) ++more;
    }
}

/// What to multiply values with so that their squares add up to 1; nothing where they add up to nothing.
double to_unit(double squares) {
    return squares == 0 ? 0 : 1 / std::sqrt(squares);
}

}  // namespace

vectors::Csr story_rows(const CsrView& words, std::span<const double> idf, const CsrView& emphasis,
                        const parallel::Control& control) {
    if (emphasis.rows() != words.rows() || emphasis.columns != words.columns || idf.size() != words.columns) {
        throw std::invalid_argument("words, idf and emphasis are not of the same documents and words");
    }
    vectors::Csr made;
    made.columns = words.columns;
    made.row_begin.resize(words.rows() + 1);
    const std::size_t tasks = (words.rows() + kRowsPerTask - 1) / kRowsPerTask;
    const auto for_each_row = [&](const auto& work) {
        parallel::for_each(tasks, control, [&](std::size_t task) {
            const std::size_t last = std::min(words.rows(), (task + 1) * kRowsPerTask);
            for (std::size_t row = task * kRowsPerTask; row < last; ++row) work(row);
        });
    };
    for_each_row([&](std::size_t row) {
        merge(words, emphasis, row, [&](std::int32_t, bool, double) { ++made.row_begin[row + 1]; });
    });
    std::partial_sum(made.row_begin.begin(), made.row_begin.end(), made.row_begin.begin());
    made.column.resize(static_cast<std::size_t>(made.row_begin.back()));
    made.value.resize(made.column.size());
    for_each_row([&](std::size_t row) {
        double squares = 0;
        for (std::size_t at = words.begin(row); at < words.end(row); ++at) {
            const double weight = idf[static_cast<std::size_t>(words.column[at])];
            squares += weight * weight;
        }
        const double once = to_unit(squares);
        const std::size_t begin = made.view().begin(row);
        std::size_t at = begin;
        squares = 0;
        merge(words, emphasis, row, [&](std::int32_t column, bool has_word, double more) {
            const double weight = (has_word ? idf[static_cast<std::size_t>(column)] * once : 0) + more;
            made.column[at] = column;
            made.value[at++] = weight;
            squares += weight * weight;
        });
        const double factor = to_unit(squares);
        for (; at > begin; --at) made.value[at - 1] *= factor;
    });
    return made;
}

}  // namespace wirecopy::clusters
