#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <vector>

#include "wirecopy/vectors/csr.hpp"

namespace clusters_test {

constexpr std::int32_t kColumns = 30;

/// Counts of few words, so that documents share them; some rows are empty.
inline wirecopy::vectors::Csr some_rows(std::size_t count, std::mt19937& generator) {
    wirecopy::vectors::Csr made;
    made.columns = kColumns;
    for (std::size_t row = 0; row < count; ++row) {
        const bool empty = generator() % 8 == 0;
        for (std::int32_t column = 0; column < kColumns; ++column) {
            if (empty || generator() % 4 != 0) continue;
            made.column.push_back(column);
            made.value.push_back(static_cast<double>(1 + generator() % 5));
        }
        made.row_begin.push_back(static_cast<std::int64_t>(made.column.size()));
    }
    return made;
}

/// One of them is 1, as of a word that every document has.
inline std::vector<double> some_idf(std::mt19937& generator) {
    std::vector<double> idf(kColumns);
    for (double& value : idf) value = 1 + static_cast<double>(generator() % 700) / 100;
    idf[0] = 1;
    return idf;
}

inline std::map<std::int32_t, double> row_of(const wirecopy::vectors::Csr& rows, std::size_t row) {
    std::map<std::int32_t, double> found;
    for (std::size_t at = rows.view().begin(row); at < rows.view().end(row); ++at) {
        found[rows.column[at]] = rows.value[at];
    }
    return found;
}

}  // namespace clusters_test
