#include "reference/entities/indel.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace wirecopy::reference {

std::size_t indel_distance(const std::u32string& a, const std::u32string& b) {
    std::vector<std::size_t> above(b.size() + 1);
    std::iota(above.begin(), above.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::vector<std::size_t> row{i + 1};
        for (std::size_t j = 0; j < b.size(); ++j) {
            row.push_back(a[i] == b[j] ? above[j] : 1 + std::min(above[j + 1], row[j]));
        }
        above = row;
    }
    return above.back();
}

}  // namespace wirecopy::reference
