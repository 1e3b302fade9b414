#include "reference/similarity/every_pair.hpp"

#include <algorithm>

namespace wirecopy::reference {
namespace {

double dot(const vectors::CsrView& rows, std::size_t a, std::size_t b) {
    double sum = 0;
    for (std::size_t i = rows.begin(a); i < rows.end(a); ++i) {
        for (std::size_t j = rows.begin(b); j < rows.end(b); ++j) {
            if (rows.column[i] == rows.column[j]) sum += rows.value[i] * rows.value[j];
        }
    }
    return std::min(1.0, sum);
}

}  // namespace

similarity::Pairs every_pair(const vectors::CsrView& rows, double threshold) {
    similarity::Pairs pairs;
    for (std::size_t a = 0; a < rows.rows(); ++a) {
        for (std::size_t b = a + 1; b < rows.rows(); ++b) {
            const double similarity = dot(rows, a, b);
            if (similarity < threshold - similarity::kRounding) continue;
            pairs.a.push_back(static_cast<std::uint32_t>(a));
            pairs.b.push_back(static_cast<std::uint32_t>(b));
            pairs.similarity.push_back(similarity);
        }
    }
    return pairs;
}

}  // namespace wirecopy::reference
