#include "wirecopy/vectors/weigh.hpp"

#include <cmath>
#include <stdexcept>
#include <string>

namespace wirecopy::vectors {
namespace {

double norm_of(std::span<const double> row, Norm norm) {
    double sum = 0;
    for (const double value : row) sum += norm == Norm::l2 ? value * value : std::abs(value);
    return norm == Norm::l2 ? std::sqrt(sum) : sum;
}

}  // namespace

std::vector<double> document_frequencies(const CsrView& counts) {
    std::vector<double> result(counts.columns);
    for (const std::int32_t column : counts.column) ++result[static_cast<std::size_t>(column)];
    return result;
}

void weigh(Csr& counts, std::span<const double> idf, bool sublinear, Norm norm) {
    if (!idf.empty() && idf.size() != counts.columns) {
        throw std::invalid_argument("idf has " + std::to_string(idf.size()) + " values for " +
                                    std::to_string(counts.columns) + " columns");
    }
    for (std::size_t at = 0; at < counts.value.size(); ++at) {
        if (sublinear) counts.value[at] = 1 + std::log(counts.value[at]);
        if (!idf.empty()) counts.value[at] *= idf[static_cast<std::size_t>(counts.column[at])];
    }
    if (norm == Norm::none) return;
    for (std::size_t row = 0; row + 1 < counts.row_begin.size(); ++row) {
        const auto begin = static_cast<std::size_t>(counts.row_begin[row]);
        const auto values = std::span(counts.value).subspan(begin, counts.view().end(row) - begin);
        const double length = norm_of(values, norm);
        if (length == 0) continue;
        for (double& value : values) value /= length;
    }
}

}  // namespace wirecopy::vectors
