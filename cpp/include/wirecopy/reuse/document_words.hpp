#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// Half of a key: what words are compared by where there are very many. Odd, so that even numbers are no words.
using Word = std::uint32_t;

inline Word word_of(tokens::TokenKey key) {
    return static_cast<Word>(key >> 32U) | 1U;
}

/// Half-open, in words of one document.
struct WordSpan {
    std::uint32_t begin;
    std::uint32_t end;

    std::uint32_t size() const { return end - begin; }
};

/// The words of one document as reuse compares them: tokens with a letter or digit, paragraph by paragraph.
struct DocumentWords {
    std::vector<tokens::TokenKey> key;
    std::vector<tokens::ByteSpan> span;
    std::vector<std::uint32_t> quotation;  ///< number of the quotation a word stands in, from 1; 0 outside of any
    std::vector<WordSpan> paragraph;       ///< in order, together all words; none is empty
    std::vector<tokens::ByteSpan> paragraph_span;  ///< from the first token of each, marks included, to the last

    std::size_t size() const { return key.size(); }
    std::span<const tokens::TokenKey> keys(WordSpan words) const {
        return std::span(key).subspan(words.begin, words.size());
    }
    /// From the first byte of the first word to the last of the last; `words` must not be empty.
    tokens::ByteSpan bytes(WordSpan words) const { return {span[words.begin].begin, span[words.end - 1].end}; }
    /// Which paragraph a word stands in. O(log n).
    std::uint32_t paragraph_of(std::uint32_t word) const;
    /// The words that begin inside of these bytes. O(log n).
    WordSpan in_bytes(tokens::ByteSpan bytes) const;
};

DocumentWords document_words(const tokens::TokenView& view, std::string_view text);

/// The same in memory that is there already.
void document_words(const tokens::TokenView& view, std::string_view text, DocumentWords& words);

/// The hash of a run of words, the same for the same folded words; tells paragraphs apart and names variants. Families
/// of other text and passages are named by a hash of half of their keys.
std::uint64_t content_hash(std::span<const tokens::TokenKey> keys);

}  // namespace wirecopy::reuse
