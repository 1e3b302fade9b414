#include "wirecopy/documents/to_code_points.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>

#include "wirecopy/text/offsets.hpp"

namespace wirecopy::documents {

namespace {

void check(const Corpus& corpus, std::uint32_t document, std::uint32_t last_byte) {
    if (document >= corpus.size()) throw std::out_of_range("no document " + std::to_string(document));
    if (last_byte <= corpus.text(document).size()) return;
    throw std::out_of_range("no byte " + std::to_string(last_byte) + " in document '" +
                            std::string(corpus.id(document)) + "'");
}

/// Rows of documents in any order: sorted by document, converted, and put back.
std::vector<std::int64_t> in_any_order(const Corpus& corpus, std::span<const std::uint32_t> document,
                                       std::span<const std::uint32_t> byte) {
    std::vector<std::size_t> rows(document.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) { return document[a] < document[b]; });
    std::vector<std::uint32_t> sorted_document;
    std::vector<std::uint32_t> sorted_byte;
    for (const std::size_t row : rows) {
        sorted_document.push_back(document[row]);
        sorted_byte.push_back(byte[row]);
    }
    const std::vector<std::int64_t> sorted = to_code_points(corpus, sorted_document, sorted_byte);
    std::vector<std::int64_t> result(document.size());
    for (std::size_t i = 0; i < rows.size(); ++i) result[rows[i]] = sorted[i];
    return result;
}

}  // namespace

std::vector<std::int64_t> to_code_points(const Corpus& corpus, std::span<const std::uint32_t> document,
                                         std::span<const std::uint32_t> byte) {
    if (document.size() != byte.size()) throw std::invalid_argument("document and byte differ in length");
    if (!std::is_sorted(document.begin(), document.end())) return in_any_order(corpus, document, byte);
    std::vector<std::int64_t> result(document.size());
    for (std::size_t first = 0; first < document.size();) {
        const std::uint32_t in = document[first];
        std::size_t last = first;
        std::uint32_t greatest = byte[first];
        for (; last < document.size() && document[last] == in; ++last) greatest = std::max(greatest, byte[last]);
        check(corpus, in, greatest);
        const text::OffsetMap map(corpus.text(in), text::OffsetUnit::code_point);
        map.from_bytes(byte.subspan(first, last - first), result.data() + first);
        first = last;
    }
    return result;
}

}  // namespace wirecopy::documents
