#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/reuse/document_words.hpp"

namespace wirecopy::reuse {

/// The words of all documents in one array: places all over a corpus are compared without asking whose they are.
///
/// Five bytes a word: half of its key, and whether it is quoted. Between documents stands a stop that equals no other,
/// so that nothing runs from one into the next. Half a key may lie, once in two billion words that differ: who needs
/// certainty asks the whole one.
class FlatWords {
  public:
    using Word = std::uint32_t;
    using Place = std::uint32_t;  ///< in the array

    /// How far beyond the first and last word the array may be read.
    static constexpr std::size_t kMargin = 64;

    /// Throws std::length_error when there are more than 2^32 words.
    explicit FlatWords(const std::vector<DocumentWords>& documents);

    std::size_t documents() const { return begin_.size() - 1; }
    Place begin(std::size_t document) const { return begin_[document]; }
    std::span<const Word> words(std::size_t document) const {
        return std::span(words_).subspan(begin_[document], begin_[document + 1] - begin_[document] - 1);
    }
    const Word* at(Place place) const { return &words_[place]; }
    bool quoted(Place place) const { return quoted_[place] != 0; }
    std::uint32_t document_of(Place place) const;

  private:
    std::vector<Word> words_;
    std::vector<std::uint8_t> quoted_;
    std::vector<Place> begin_;         ///< of each document, then of one after the last
    std::vector<std::uint32_t> near_;  ///< the document of every 64th place: where to begin looking
};

}  // namespace wirecopy::reuse
