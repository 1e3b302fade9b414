#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/tokens/column.hpp"
#include "wirecopy/tokens/token_table.hpp"
#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::reuse {

/// The paragraphs of some documents and their words, one after the other.
struct ReadParagraphs {
    struct Paragraph {
        std::uint32_t document;
        tokens::ByteSpan bytes;  ///< from its first token, marks included, to its last
        std::size_t first_word;
        std::size_t words;
    };
    std::vector<Paragraph> paragraphs;
    tokens::Column<tokens::TokenKey> keys;

    std::span<const tokens::TokenKey> words(const Paragraph& paragraph) const {
        return {keys.data() + paragraph.first_word, paragraph.words};
    }
    void clear() {
        paragraphs.clear();
        keys.clear();
    }
};

/// Reads the words of documents: tokens with a letter or digit, by paragraph. Not for several threads at once.
class ParagraphReader {
  public:
    /// From `tokens`, or from the texts where that is null. Both must outlive the reader.
    ParagraphReader(const documents::Corpus& corpus, const tokens::Tokens* tokens) : corpus_(corpus), tokens_(tokens) {}

    /// Appends the paragraphs of `document` that have at least `min_words` words.
    void read(std::uint32_t document, std::size_t min_words, ReadParagraphs& to);

  private:
    const documents::Corpus& corpus_;
    const tokens::Tokens* tokens_;
    tokens::Tokenizer tokenizer_;
};

}  // namespace wirecopy::reuse
