#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/tokens/column.hpp"

namespace wirecopy::tokens {

/// Pieces of a run of documents in columns. Spans count code points, unlike those of tokens: words are remembered with
/// them, which costs less than to convert every span.
struct SubwordTable {
    Column<std::int32_t> id;
    Column<std::int32_t> begin;  ///< of the text that became the piece
    Column<std::int32_t> end;
    std::vector<std::uint64_t> document_begin;  ///< first piece of each document, then the number of pieces
};

/// A sentencepiece model (Kudo & Richardson, EMNLP 2018). Safe for several threads.
///
/// Ids and spans are those of sentencepiece 0.2.2 and 0.2.3, whatever the model and the text. Where texts can be cut in
/// front of spaces without the model noticing, each distinct word is segmented once and remembered (per thread, at most
/// 40 MB); other models go through the library. While a stretch without spaces is segmented it takes about 75 bytes a
/// byte of it.
class Subwords {
  public:
    /// `model`: the bytes of a .model file. Throws std::invalid_argument when they are not a sound model.
    explicit Subwords(std::string_view model);
    ~Subwords();
    Subwords(Subwords&&) noexcept;
    Subwords& operator=(Subwords&&) noexcept;

    /// The pieces of all documents in their order, a table for each run of about 2 MB of text. Throws
    /// std::invalid_argument, with the id of the document, where the library refuses a text.
    std::vector<SubwordTable> encode(const documents::Corpus& corpus, const parallel::Control& control) const;
    std::size_t size() const;
    /// Throws std::out_of_range when there is no such piece.
    std::string piece(std::int32_t id) const;
    /// True when words are remembered.
    bool remembers_words() const;

  private:
    struct Model;
    std::unique_ptr<Model> model_;
};

}  // namespace wirecopy::tokens
