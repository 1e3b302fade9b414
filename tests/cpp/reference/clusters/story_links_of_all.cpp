#include "reference/clusters/story_links_of_all.hpp"

#include <algorithm>
#include <cmath>

namespace wirecopy::reference {

clusters::StoryLinks story_links_of_all(const vectors::CsrView& rows, clusters::Times times,
                                        const std::vector<std::uint32_t>& rank, const clusters::LinkOptions& options) {
    const std::size_t size = rows.rows();
    std::vector<std::size_t> of(size);  // the row of each rank
    for (std::size_t row = 0; row < size; ++row) of[rank[row]] = row;
    std::vector<std::vector<double>> dense(size, std::vector<double>(rows.columns));
    for (std::size_t row = 0; row < size; ++row) {
        for (std::size_t at = rows.begin(row); at < rows.end(row); ++at) {
            dense[row][static_cast<std::size_t>(rows.column[at])] = rows.value[at];
        }
    }
    const auto product = [&](std::size_t a, std::size_t b) {
        double sum = 0;
        for (std::size_t column = 0; column < rows.columns; ++column) sum += dense[a][column] * dense[b][column];
        return std::min(1.0, sum);
    };
    const auto known = [&](std::size_t a, std::size_t b) { return !std::isnan(times[a]) && !std::isnan(times[b]); };
    const auto kept = [&](std::size_t a, std::size_t b) {
        return std::exp(-std::abs(times[a] - times[b]) / options.decay);
    };

    clusters::StoryLinks result;
    double lags = 0;
    double neighbours = 0;
    for (std::size_t place = 0; place < size; ++place) {
        std::vector<std::pair<double, std::size_t>> near;
        for (std::size_t other = 0; other < size; ++other) {
            const double similarity = other == place ? 0 : product(of[place], of[other]);
            if (similarity < options.least) continue;
            if (known(of[place], of[other]) && kept(of[place], of[other]) < options.least) continue;
            near.emplace_back(-similarity, other);
        }
        std::sort(near.begin(), near.end());
        near.resize(std::min(near.size(), options.neighbours));
        double sum = options.usual * options.usual_weight;
        for (const auto& [similarity, other] : near) {
            sum += std::min(-similarity, options.same_text);
            lags += known(of[place], of[other]) ? kept(of[place], of[other]) : 1;
            ++neighbours;
        }
        result.background.push_back(sum / (static_cast<double>(near.size()) + options.usual_weight));
    }
    const double unknown = neighbours == 0 ? 1 : lags / neighbours;
    for (std::uint32_t a = 0; a < size; ++a) {
        for (std::uint32_t b = a + 1; b < size; ++b) {
            const double factor = known(of[a], of[b]) ? kept(of[a], of[b]) : unknown;
            const double similarity = product(of[a], of[b]) * factor;
            if (similarity < options.least) continue;
            result.pairs.a.push_back(a);
            result.pairs.b.push_back(b);
            result.pairs.similarity.push_back(similarity);
        }
    }
    return result;
}

}  // namespace wirecopy::reference
