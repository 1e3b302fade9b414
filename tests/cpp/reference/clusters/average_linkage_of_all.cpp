#include "reference/clusters/average_linkage_of_all.hpp"

#include <algorithm>
#include <numeric>

#include "wirecopy/clusters/average_linkage.hpp"

namespace wirecopy::reference {

std::vector<std::uint32_t> average_linkage_of_all(std::size_t items, const similarity::Pairs& pairs, double threshold,
                                                  const std::vector<std::uint32_t>& groups) {
    std::vector<std::uint32_t> label(items);
    std::iota(label.begin(), label.end(), 0U);
    std::vector<bool> fixed(items);
    for (std::size_t item = 0; item < groups.size(); ++item) {
        if (groups[item] == clusters::kFree) continue;
        fixed[item] = true;
        label[item] =
            static_cast<std::uint32_t>(std::find(groups.begin(), groups.end(), groups[item]) - groups.begin());
    }
    const auto is_fixed = [&](std::uint32_t group) {
        for (std::size_t item = 0; item < items; ++item) {
            if (label[item] == group && fixed[item]) return true;
        }
        return false;
    };
    while (true) {
        std::vector<double> sum(items * items);
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const auto [a, b] = std::minmax(label[pairs.a[i]], label[pairs.b[i]]);
            sum[a * items + b] += pairs.similarity[i];
        }
        double best = 0;
        std::uint32_t best_a = 0;
        std::uint32_t best_b = 0;
        for (std::uint32_t a = 0; a < items; ++a) {
            for (std::uint32_t b = a + 1; b < items; ++b) {
                const auto size_a = static_cast<double>(std::count(label.begin(), label.end(), a));
                const auto size_b = static_cast<double>(std::count(label.begin(), label.end(), b));
                if (size_a == 0 || size_b == 0 || (is_fixed(a) && is_fixed(b))) continue;
                const double mean = sum[a * items + b] / (size_a * size_b);
                if (mean > best) {
                    best = mean;
                    best_a = a;
                    best_b = b;
                }
            }
        }
        if (best < threshold) return label;
        std::replace(label.begin(), label.end(), best_b, best_a);
    }
}

}  // namespace wirecopy::reference
