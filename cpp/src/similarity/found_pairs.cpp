#include "found_pairs.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

namespace wirecopy::similarity {

void FoundPairs::count(std::size_t added) {
    if (size_.fetch_add(added, std::memory_order_relaxed) + added > most_) {
        throw std::length_error("more than " + std::to_string(most_) + " pairs are similar");
    }
}

void FoundPairs::gather(Pairs part) {
    if (part.size() == 0) return;
    const std::lock_guard lock(mutex_);
    parts_.push_back(std::move(part));
}

Pairs FoundPairs::in_order(std::size_t rows) && {
    std::vector<std::size_t> begin(rows + 1);
    for (const Pairs& part : parts_) {
        for (const std::uint32_t a : part.a) ++begin[a + std::size_t{1}];
    }
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    struct Other {
        std::uint32_t row;
        double similarity;
    };
    std::vector<Other> others(begin.back());
    std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
    for (Pairs& part : parts_) {
        for (std::size_t i = 0; i < part.size(); ++i) others[next[part.a[i]]++] = {part.b[i], part.similarity[i]};
        part = {};
    }
    Pairs result;
    result.a.reserve(others.size());
    result.b.reserve(others.size());
    result.similarity.reserve(others.size());
    for (std::size_t row = 0; row < rows; ++row) {
        const auto first = others.begin() + static_cast<std::ptrdiff_t>(begin[row]);
        const auto last = others.begin() + static_cast<std::ptrdiff_t>(begin[row + 1]);
        std::sort(first, last, [](const Other& a, const Other& b) { return a.row < b.row; });
        for (auto other = first; other != last; ++other) {
            result.a.push_back(static_cast<std::uint32_t>(row));
            result.b.push_back(other->row);
            result.similarity.push_back(other->similarity);
        }
    }
    return result;
}

void add_similar(Pairs& part, std::size_t one, std::size_t other, double similarity, double threshold) {
    if (similarity < threshold - kRounding || similarity <= 0) return;
    part.a.push_back(static_cast<std::uint32_t>(std::min(one, other)));
    part.b.push_back(static_cast<std::uint32_t>(std::max(one, other)));
    part.similarity.push_back(std::min(1.0, similarity));
}

}  // namespace wirecopy::similarity
