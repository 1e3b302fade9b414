#include "wirecopy/reuse/flat_words.hpp"

#include <limits>
#include <stdexcept>

namespace wirecopy::reuse {
namespace {

constexpr std::size_t kPlacesPerMark = 64;

/// Stops are even and words odd, so that no word, whatever its key, is taken for a stop.
FlatWords::Word stop(std::size_t number) {
    return static_cast<FlatWords::Word>(2 * number);
}

FlatWords::Word word_of(tokens::TokenKey key) {
    return static_cast<FlatWords::Word>(key >> 32U) | 1U;
}

}  // namespace

FlatWords::FlatWords(const std::vector<DocumentWords>& documents) {
    std::size_t size = 2 * kMargin;
    for (const DocumentWords& document : documents) size += document.size() + 1;
    if (size > std::numeric_limits<Place>::max()) {
        throw std::length_error("the corpus has " + std::to_string(size) +
                                " words; 4294967295 can be compared: split it");
    }
    words_.reserve(size);
    quoted_.reserve(size);
    for (std::size_t i = 0; i < kMargin; ++i) words_.push_back(stop(documents.size() + i));
    quoted_.assign(kMargin, 0);
    begin_.push_back(kMargin);
    for (std::size_t d = 0; d < documents.size(); ++d) {
        for (const tokens::TokenKey key : documents[d].key) words_.push_back(word_of(key));
        for (const std::uint32_t quotation : documents[d].quotation) quoted_.push_back(quotation != 0);
        words_.push_back(stop(d));
        quoted_.push_back(0);
        begin_.push_back(static_cast<Place>(words_.size()));
    }
    for (std::size_t i = 0; i < kMargin; ++i) words_.push_back(stop(documents.size() + kMargin + i));
    quoted_.resize(words_.size(), 0);
    std::uint32_t document = 0;
    for (std::size_t place = 0; place < words_.size(); place += kPlacesPerMark) {
        while (document + 1 < documents.size() && begin_[document + 1] <= place) ++document;
        near_.push_back(document);
    }
}

std::uint32_t FlatWords::document_of(Place place) const {
    std::uint32_t document = near_[place / kPlacesPerMark];
    while (begin_[document + 1] <= place) ++document;
    return document;
}

}  // namespace wirecopy::reuse
