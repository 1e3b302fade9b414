#include "wirecopy/reuse/flat_words.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>

namespace wirecopy::reuse {

void FlatPiece::clear() {
    words_.clear();
    end_.clear();
    paragraphs_.clear();
    paragraph_begin_.clear();
    content_hash_.clear();
    paragraph_bytes_.clear();
    quotation_begin_.clear();
    quotation_.clear();
}

void FlatPiece::add(const DocumentWords& document) {
    const auto begin = static_cast<std::uint32_t>(words_.size());
    words_.resize(begin + document.size() + 1);
    Word* const to = words_.data() + begin;
    std::transform(document.key.begin(), document.key.end(), to, word_of);
    to[document.size()] = 0;
    std::uint32_t last = 0;
    for (std::uint32_t word = 0; word <= document.size(); ++word) {
        const std::uint32_t number = word < document.size() ? document.quotation[word] : 0;
        if (number == last) continue;
        quotation_begin_.push_back(begin + word);
        quotation_.push_back(number);
        last = number;
    }
    for (const WordSpan paragraph : document.paragraph) {
        paragraph_begin_.push_back(begin + paragraph.begin);
        content_hash_.push_back(reuse::content_hash(document.keys(paragraph)));
    }
    paragraph_bytes_.append(document.paragraph_span);
    paragraphs_.push_back(static_cast<std::uint32_t>(document.paragraph.size()));
    end_.push_back(static_cast<std::uint32_t>(words_.size()));
}

FlatWords::FlatWords(tokens::Storage storage)
    : words_(storage),
      begin_(storage),
      document_(storage),
      first_paragraph_(storage),
      paragraph_begin_(storage),
      content_hash_(storage),
      paragraph_bytes_(storage),
      paragraph_(storage),
      quotation_begin_(storage),
      quotation_(storage) {
    add_margin();
    begin_.push_back(kMargin);
    first_paragraph_.push_back(0);
    quotation_begin_.add(0);
    quotation_.push_back(0);
}

FlatWords::FlatWords(const std::vector<DocumentWords>& documents) : FlatWords() {
    FlatPiece piece;
    for (const DocumentWords& document : documents) piece.add(document);
    add(piece);
    finish();
}

void FlatWords::add_margin() {
    for (std::size_t i = 0; i < kMargin; ++i) words_.push_back(2 * stops_++);
}

void FlatWords::add(const FlatPiece& piece) {
    const std::size_t shift = words_.size();
    if (shift + piece.words_.size() + kMargin > std::numeric_limits<Place>::max()) {
        throw std::length_error("the corpus has more than " + std::to_string(shift) +
                                " words; 4294967295 can be compared: split it");
    }
    words_.append(piece.words_);
    for (const std::uint32_t end : piece.end_) {
        // Stops are even and words odd, so that no word, whatever its key, is taken for a stop.
        words_[shift + end - 1] = 2 * stops_++;
        document_.add(begin_.back());
        begin_.push_back(static_cast<Place>(shift + end));
    }
    for (const std::uint32_t paragraphs : piece.paragraphs_) {
        first_paragraph_.push_back(first_paragraph_.back() + paragraphs);
    }
    for (const std::uint32_t begin : piece.paragraph_begin_) {
        paragraph_begin_.push_back(static_cast<Place>(shift + begin));
        paragraph_.add(shift + begin);
    }
    content_hash_.append(piece.content_hash_);
    paragraph_bytes_.append(piece.paragraph_bytes_);
    for (const std::uint32_t begin : piece.quotation_begin_) quotation_begin_.add(shift + begin);
    quotation_.append(piece.quotation_);
}

std::span<const Word> FlatWords::paragraph_words(std::size_t paragraph) const {
    const std::size_t begin = paragraph_begin_[paragraph];
    std::size_t end =
        paragraph + 1 < paragraph_begin_.size() ? paragraph_begin_[paragraph + 1] : words_.size() - kMargin;
    while (words_[end - 1] % 2 == 0) --end;  // stops behind the last of a document
    return {&words_[begin], end - begin};
}

void FlatWords::finish() {
    add_margin();
    document_.finish(words_.size());
    paragraph_.finish(words_.size());
    quotation_begin_.finish(words_.size());
}

}  // namespace wirecopy::reuse
