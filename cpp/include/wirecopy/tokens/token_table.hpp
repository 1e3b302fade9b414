#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/tokens/column.hpp"
#include "wirecopy/tokens/words.hpp"

namespace wirecopy::tokens {

/// The 64-bit hash of a token's folded form (`token_key`); the same in every thread, run and machine, with no
/// vocabulary.
using TokenKey = std::uint64_t;

/// Half-open, in bytes of one document's text.
struct ByteSpan {
    std::uint32_t begin;
    std::uint32_t end;
    friend bool operator==(const ByteSpan&, const ByteSpan&) = default;
};

/// The tokens of a batch in columns; a row a token, in the order of the text: 17 bytes a token, and its marks.
struct TokenTable : WordColumns {
    using WordColumns::append;

    TokenTable() { document_begin.push_back(0); }

    Column<TokenKey> key;
    Column<std::uint64_t> document_begin;   ///< first token of each document, then the number of tokens
    Column<std::uint64_t> sentence_begin;   ///< tokens with which a sentence starts
    Column<std::uint64_t> paragraph_begin;  ///< tokens with which a paragraph starts; each starts a sentence too

    std::size_t documents() const { return document_begin.size() - 1; }
    /// Adds the documents of `other`.
    void append(const TokenTable& other);
    /// No document, with the memory kept for the next ones.
    void clear();
};

/// The tokens of one document: a window on its batch's table. Indexes of tokens count from the document's first.
class TokenView {
  public:
    TokenView(const TokenTable& table, std::size_t row);

    std::size_t size() const { return last_ - first_; }
    ByteSpan span(std::size_t token) const { return {table_->begin[first_ + token], table_->end[first_ + token]}; }
    TokenKind kind(std::size_t token) const { return table_->kind[first_ + token]; }
    TokenKey key(std::size_t token) const { return table_->key[first_ + token]; }
    std::span<const std::uint32_t> begins() const { return {table_->begin.data() + first_, size()}; }
    std::span<const std::uint32_t> ends() const { return {table_->end.data() + first_, size()}; }
    std::span<const TokenKind> kinds() const { return {table_->kind.data() + first_, size()}; }
    std::span<const TokenKey> keys() const { return {table_->key.data() + first_, size()}; }
    /// A word or a number: what text is compared by.
    bool is_word(std::size_t token) const { return kind(token) <= TokenKind::number; }

    /// First tokens of the document's sentences (paragraphs), counted over the whole table: subtract `offset()`.
    std::span<const std::uint64_t> sentence_begin() const { return inside(table_->sentence_begin); }
    std::span<const std::uint64_t> paragraph_begin() const { return inside(table_->paragraph_begin); }
    std::uint64_t offset() const { return first_; }

  private:
    std::span<const std::uint64_t> inside(std::span<const std::uint64_t> begins) const;

    const TokenTable* table_;
    std::uint64_t first_;
    std::uint64_t last_;
};

/// The tokens of a corpus: one table a batch. Views only; corpus and tables must outlive it.
class Tokens {
  public:
    /// Throws std::invalid_argument when the tables do not fit the corpus's batches.
    Tokens(const documents::Corpus& corpus, std::vector<const TokenTable*> tables);

    std::size_t size() const { return corpus_->size(); }
    TokenView operator[](std::size_t document) const;
    const documents::Corpus& corpus() const { return *corpus_; }

  private:
    const documents::Corpus* corpus_;
    std::vector<const TokenTable*> tables_;
};

}  // namespace wirecopy::tokens
