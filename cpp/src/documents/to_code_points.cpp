#include "wirecopy/documents/to_code_points.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>

#include "wirecopy/text/offsets.hpp"

namespace wirecopy::documents {

std::vector<std::int64_t> to_code_points(const Corpus& corpus, std::span<const std::uint32_t> document,
                                         std::span<const std::uint32_t> byte) {
    if (document.size() != byte.size()) throw std::invalid_argument("document and byte differ in length");
    std::vector<std::size_t> rows(document.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    if (!std::is_sorted(document.begin(), document.end())) {
        std::stable_sort(rows.begin(), rows.end(),
                         [&](std::size_t a, std::size_t b) { return document[a] < document[b]; });
    }
    std::vector<std::int64_t> result(document.size());
    std::optional<text::OffsetMap> map;
    std::size_t mapped = corpus.size();
    for (const std::size_t row : rows) {
        if (document[row] >= corpus.size()) throw std::out_of_range("no document " + std::to_string(document[row]));
        if (document[row] != mapped) {
            mapped = document[row];
            map.emplace(corpus.text(mapped), text::OffsetUnit::code_point);
        }
        if (byte[row] > corpus.text(mapped).size()) {
            throw std::out_of_range("no byte " + std::to_string(byte[row]) + " in document '" +
                                    std::string(corpus.id(mapped)) + "'");
        }
        result[row] = static_cast<std::int64_t>(map->from_byte(byte[row]));
    }
    return result;
}

}  // namespace wirecopy::documents
