#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/reuse/document_words.hpp"
#include "wirecopy/reuse/flat_words.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::testing {

/// A document as a test writes it down.
struct Article {
    std::string id = {};
    std::string text = {};
    std::int32_t source = -1;
    std::int32_t publisher = -1;
    documents::Interval published = {};
};

/// Articles with the ids "0000", "0001", ...
std::vector<Article> articles_of(const std::vector<std::string>& texts);

/// A corpus that owns its texts, `batch_size` documents a batch; one empty batch for no articles.
documents::Corpus corpus_of(const std::vector<Article>& articles, std::size_t batch_size = 1000);

/// A corpus in order of its ids, with its tokens and words.
class Tokenized {
  public:
    explicit Tokenized(const std::vector<Article>& articles, std::size_t batch_size = 1000);
    static Tokenized of(const std::vector<std::string>& texts) { return Tokenized(articles_of(texts)); }

    const documents::Corpus& corpus() const { return parts_->corpus; }
    const tokens::Tokens& tokens() const { return *parts_->tokens; }
    const std::vector<reuse::DocumentWords>& words() const { return parts_->words; }
    const reuse::FlatWords& flat() const { return parts_->flat; }
    /// For each document that none of its paragraphs is boilerplate.
    std::vector<std::vector<bool>> no_boilerplate() const;

  private:
    struct Parts {
        documents::Corpus corpus;
        std::vector<tokens::TokenTable> tables;
        std::unique_ptr<tokens::Tokens> tokens;
        std::vector<reuse::DocumentWords> words;
        reuse::FlatWords flat;
    };
    std::unique_ptr<Parts> parts_;
};

/// What a span of words reads in its document.
std::string read(const Tokenized& corpus, std::size_t document, reuse::WordSpan words);

}  // namespace wirecopy::testing
