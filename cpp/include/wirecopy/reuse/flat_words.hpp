#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "wirecopy/reuse/document_words.hpp"
#include "wirecopy/reuse/marked_places.hpp"
#include "wirecopy/tokens/column.hpp"

namespace wirecopy::reuse {

class FlatDocument;

/// Some documents on their way into `FlatWords`.
class FlatPiece {
  public:
    void add(const DocumentWords& document);
    void clear();

  private:
    friend class FlatWords;

    tokens::Column<Word> words_;                ///< room for a stop after each document
    tokens::Column<std::uint32_t> end_;         ///< of each document
    tokens::Column<std::uint32_t> paragraphs_;  ///< of each document
    tokens::Column<std::uint32_t> paragraph_begin_;
    tokens::Column<std::uint64_t> content_hash_;
    tokens::Column<tokens::ByteSpan> paragraph_bytes_;
    tokens::Column<std::uint32_t> quotation_begin_;
    tokens::Column<std::uint32_t> quotation_;
};

/// The words of all documents in one array: places all over a corpus are compared without asking whose they are.
///
/// Five bytes a word: half of its key, the paragraph and the quotation it stands in. Where it stands in the text is
/// told by reading its paragraph again. Between documents stands a stop that equals no other, so that nothing runs from
/// one into the next. Two words that differ have the same half of a key once in two billion times.
class FlatWords {
  public:
    using Place = std::uint32_t;  ///< in the array

    /// How far beyond the first and last word the array may be read.
    static constexpr std::size_t kMargin = 64;

    FlatWords() : FlatWords(tokens::Storage::memory) {}
    explicit FlatWords(tokens::Storage storage);
    explicit FlatWords(const std::vector<DocumentWords>& documents);

    /// Makes room for the words of so many bytes of text, where room costs addresses until it is used.
    void reserve(std::size_t bytes) {
        if (words_.storage() == tokens::Storage::disk) return;
        const std::size_t words = bytes / kLeastBytesAWord;
        words_.reserve(words);
        for (MarkedPlaces* marks : {&document_, &paragraph_, &quotation_begin_}) marks->reserve(words);
    }
    /// Appends documents. Throws std::length_error when there are more than 2^32 words.
    void add(const FlatPiece& piece);
    /// To be called when all documents are there, before anything is asked.
    void finish();

    std::size_t documents() const { return begin_.size() - 1; }
    /// Words of all documents, with stops and margins.
    std::size_t size() const { return words_.size(); }
    FlatDocument operator[](std::size_t document) const;

    Place begin(std::size_t document) const { return begin_[document]; }
    std::span<const Word> words(std::size_t document) const {
        return {&words_[begin_[document]], begin_[document + 1] - begin_[document] - std::size_t{1}};
    }
    const Word* at(Place place) const { return &words_[place]; }
    std::uint32_t document_of(Place place) const { return document_.through(place) - 1; }

    /// Counted over all documents.
    std::uint32_t paragraph_of(Place place) const { return paragraph_.through(place) - 1; }
    std::uint32_t first_paragraph(std::size_t document) const { return first_paragraph_[document]; }
    Place paragraph_begin(std::size_t paragraph) const { return paragraph_begin_[paragraph]; }
    std::span<const Word> paragraph_words(std::size_t paragraph) const;
    std::uint64_t content_hash(std::size_t paragraph) const { return content_hash_[paragraph]; }
    /// Where it stands in the text of its document, marks included.
    tokens::ByteSpan paragraph_bytes(std::size_t paragraph) const { return paragraph_bytes_[paragraph]; }

    /// The number of the quotation a word stands in, counted in its document from 1; 0 outside of any.
    std::uint32_t quotation(Place place) const { return quotation_[quotation_begin_.through(place) - 1]; }
    bool quoted(Place place) const { return quotation(place) != 0; }
    /// The places around one, at most from `first` to `last`, that stand in the same quotation or outside of any.
    std::pair<std::size_t, std::size_t> same_quotation(Place place, std::size_t first, std::size_t last) const {
        return quotation_begin_.behind_same_mark(place, first, last);
    }

    /// Has the cache fetch the words around a place and what is known of them: they may lie anywhere.
    void prefetch(Place place) const {
        constexpr std::ptrdiff_t kCacheLine = 64 / sizeof(Word);
        const Word* const word = at(place);
        // As far as most comparisons look: few lines more cost less than to wait for one.
        constexpr std::ptrdiff_t kBefore = 20;
        constexpr std::ptrdiff_t kBehind = 28;
        for (std::ptrdiff_t i = -kBefore; i <= kBehind; i += kCacheLine) __builtin_prefetch(word + i);
    }
    void prefetch_surroundings(Place place) const {
        paragraph_.prefetch(place);
        quotation_begin_.prefetch(place);
    }

  private:
    static constexpr std::size_t kLeastBytesAWord = 4;  ///< as a rule

    void add_margin();

    tokens::Column<Word> words_;
    tokens::Column<Place> begin_;  ///< of each document, then of one after the last
    MarkedPlaces document_;
    tokens::Column<std::uint32_t> first_paragraph_;  ///< of each document, then the number of paragraphs
    tokens::Column<Place> paragraph_begin_;
    tokens::Column<std::uint64_t> content_hash_;  ///< of each paragraph
    tokens::Column<tokens::ByteSpan> paragraph_bytes_;
    MarkedPlaces paragraph_;
    MarkedPlaces quotation_begin_;             ///< where a word's quotation is not that of the word before it
    tokens::Column<std::uint32_t> quotation_;  ///< from each of these marks on
    std::uint32_t stops_ = 0;
};

/// One document of `FlatWords`, its words counted from its first.
class FlatDocument {
  public:
    FlatDocument(const FlatWords& all, std::size_t document)
        : all_(&all),
          begin_(all.begin(document)),
          words_(all.words(document)),
          first_paragraph_(all.first_paragraph(document)),
          paragraphs_(all.first_paragraph(document + 1) - first_paragraph_) {}

    std::uint32_t size() const { return static_cast<std::uint32_t>(words_.size()); }
    Word word(std::uint32_t word) const { return words_[word]; }
    std::span<const Word> words(WordSpan span) const { return words_.subspan(span.begin, span.size()); }

    std::uint32_t quotation(std::uint32_t word) const { return all_->quotation(begin_ + word); }
    std::uint32_t paragraph_of(std::uint32_t word) const {
        return all_->paragraph_of(begin_ + word) - first_paragraph_;
    }
    /// The words around one that stand in the same paragraph, whose number is `own`, and in the same quotation, or
    /// outside of any.
    WordSpan same_surroundings(std::uint32_t word, std::uint32_t own) const {
        const WordSpan inside = paragraph(own);
        const auto [begin, end] = all_->same_quotation(begin_ + word, begin_ + inside.begin, begin_ + inside.end);
        return {static_cast<std::uint32_t>(begin - begin_), static_cast<std::uint32_t>(end - begin_)};
    }
    std::uint32_t paragraphs() const { return paragraphs_; }
    WordSpan paragraph(std::uint32_t number) const {
        const auto begin = all_->paragraph_begin(first_paragraph_ + number) - begin_;
        return {begin,
                number + 1 < paragraphs_ ? all_->paragraph_begin(first_paragraph_ + number + 1) - begin_ : size()};
    }
    /// The hash of a paragraph's words, by their whole keys.
    std::uint64_t content_hash(std::uint32_t number) const { return all_->content_hash(first_paragraph_ + number); }

  private:
    const FlatWords* all_;
    FlatWords::Place begin_;
    std::span<const Word> words_;
    std::uint32_t first_paragraph_;
    std::uint32_t paragraphs_;
};

inline FlatDocument FlatWords::operator[](std::size_t document) const {
    return {*this, document};
}

}  // namespace wirecopy::reuse
