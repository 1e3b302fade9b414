#include "wirecopy/documents/corpus.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "wirecopy/text/utf8.hpp"

namespace wirecopy::documents {
namespace {

/// ICU counts the bytes of a text in 31 bits.
constexpr std::size_t kLongestText = std::numeric_limits<std::int32_t>::max();

void check_offsets(const StringColumn& column, const std::string& name) {
    if (column.offsets.empty()) throw std::invalid_argument(name + ": offsets are empty; even no strings have one");
    const auto& offsets = column.offsets;
    if (offsets.front() < 0 || !std::is_sorted(offsets.begin(), offsets.end()) ||
        static_cast<std::size_t>(offsets.back()) > column.data.size()) {
        throw std::invalid_argument(name + ": offsets must ascend and lie inside the data");
    }
}

void check_length(std::size_t length, std::size_t documents, const std::string& name) {
    if (length == documents) return;
    throw std::invalid_argument(name + " has " + std::to_string(length) + " rows for " + std::to_string(documents) +
                                " documents");
}

void check_utf8(std::string_view bytes, std::string_view document, const std::string& what) {
    const auto invalid = text::first_invalid_byte(bytes);
    if (!invalid) return;
    throw std::invalid_argument(what + " of document '" + std::string(document) + "' is not UTF-8 at byte " +
                                std::to_string(*invalid) + "; decode it with the encoding it was written in");
}

}  // namespace

Corpus::Corpus(std::vector<Batch> batches, Columns columns, std::shared_ptr<const void> owner)
    : owner_(std::move(owner)) {
    std::vector<Place> places;
    for (std::size_t batch = 0; batch < batches.size(); ++batch) {
        check_offsets(batches[batch], "batch " + std::to_string(batch));
        for (std::size_t row = 0; row < batches[batch].size(); ++row) places.push_back({batch, row});
    }
    check_offsets(columns.ids, "ids");
    check_length(columns.ids.size(), places.size(), "ids");
    check_length(columns.source.size(), places.size(), "source");
    check_length(columns.publisher.size(), places.size(), "publisher");
    check_length(columns.published.size(), places.size(), "published");
    if (places.size() > std::numeric_limits<std::uint32_t>::max()) {
        throw std::invalid_argument("a corpus holds at most 4,294,967,295 documents");
    }
    for (std::size_t document = 0; document < places.size(); ++document) {
        const std::string_view id = columns.ids[document];
        const std::string_view body = batches[places[document].batch][places[document].row];
        check_utf8(id, "number " + std::to_string(document), "the id");
        if (body.size() > kLongestText) {
            throw std::invalid_argument("the text of document '" + std::string(id) +
                                        "' is 2 GiB or longer; split it into documents");
        }
        check_utf8(body, id, "the text");
    }
    batches_ = std::make_shared<const std::vector<Batch>>(std::move(batches));
    columns_ = std::make_shared<const Columns>(std::move(columns));
    order_.resize(places.size());
    std::iota(order_.begin(), order_.end(), 0U);
    places_ = std::make_shared<const std::vector<Place>>(std::move(places));
    const Corpus sorted = by_id();
    for (std::size_t document = 1; document < sorted.size(); ++document) {
        if (sorted.id(document - 1) == sorted.id(document)) {
            throw std::invalid_argument("two documents have the id '" + std::string(sorted.id(document)) +
                                        "'; ids must be unique");
        }
    }
}

std::string_view Corpus::text(std::size_t document) const {
    const Place place = locate(document);
    return (*batches_)[place.batch][place.row];
}

Corpus Corpus::by_id() const {
    Corpus sorted = *this;
    std::sort(sorted.order_.begin(), sorted.order_.end(),
              [this](std::uint32_t a, std::uint32_t b) { return columns_->ids[a] < columns_->ids[b]; });
    return sorted;
}

}  // namespace wirecopy::documents
