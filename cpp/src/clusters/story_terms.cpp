#include "wirecopy/clusters/story_terms.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

namespace wirecopy::clusters {

using vectors::CsrView;

namespace {

void check(const Members& members, std::size_t documents) {
    const auto begin = members.begin;
    if (begin.empty() || begin.front() != 0 || !std::is_sorted(begin.begin(), begin.end()) ||
        static_cast<std::size_t>(begin.back()) != members.document.size() ||
        std::any_of(members.document.begin(), members.document.end(), [&](auto d) { return d >= documents; })) {
        throw std::invalid_argument("the members of stories are not documents");
    }
}

}  // namespace

vectors::Csr story_terms(const Members& members, const CsrView& words, std::span<const double> idf,
                         const CsrView& heads) {
    check(members, words.rows());
    if (heads.rows() != words.rows() || heads.columns != words.columns || idf.size() != words.columns) {
        throw std::invalid_argument("words, idf and heads are not of the same documents and words");
    }
    std::vector<double> told(words.columns, 0);
    std::vector<bool> is_of_heads(words.columns, false);
    std::vector<std::int32_t> of_heads;
    vectors::Csr found;
    found.columns = words.columns;
    for (std::size_t story = 0; story + 1 < members.begin.size(); ++story) {
        const auto begin = static_cast<std::size_t>(members.begin[story]);
        const auto documents =
            members.document.subspan(begin, static_cast<std::size_t>(members.begin[story + 1]) - begin);
        for (const std::uint32_t row : documents) {
            for (std::size_t at = heads.begin(row); at < heads.end(row); ++at) {
                const auto column = static_cast<std::size_t>(heads.column[at]);
                if (is_of_heads[column]) continue;
                is_of_heads[column] = true;
                of_heads.push_back(heads.column[at]);
            }
        }
        for (const std::uint32_t row : documents) {
            for (std::size_t at = words.begin(row); at < words.end(row); ++at) {
                const auto column = static_cast<std::size_t>(words.column[at]);
                if (!is_of_heads[column]) continue;
                const double weight = idf[column];
                told[column] += (1 + std::log(words.value[at] / weight)) * weight * (weight - 1);
            }
        }
        std::sort(of_heads.begin(), of_heads.end());
        for (const std::int32_t column : of_heads) {
            double& sum = told[static_cast<std::size_t>(column)];
            if (sum > 0) {
                found.column.push_back(column);
                found.value.push_back(sum);
            }
            sum = 0;
            is_of_heads[static_cast<std::size_t>(column)] = false;
        }
        of_heads.clear();
        found.row_begin.push_back(static_cast<std::int64_t>(found.column.size()));
    }
    return found;
}

}  // namespace wirecopy::clusters
