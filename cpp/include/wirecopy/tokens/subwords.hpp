#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::tokens {

/// Pieces of many texts in columns.
struct SubwordTable {
    std::vector<std::int32_t> id;
    std::vector<ByteSpan> span;                 ///< the piece's surface in the text
    std::vector<std::uint64_t> document_begin;  ///< first piece of each document, then the number of pieces
};

/// A sentencepiece model (Kudo & Richardson, EMNLP 2018). Safe for several threads.
class Subwords {
  public:
    /// `model`: the bytes of a .model file. Throws std::invalid_argument when they are not a sound model.
    explicit Subwords(std::string_view model);
    ~Subwords();
    Subwords(Subwords&&) noexcept;
    Subwords& operator=(Subwords&&) noexcept;

    SubwordTable encode(const documents::Corpus& corpus, const parallel::Control& control) const;
    std::size_t size() const;
    /// Throws std::out_of_range when there is no such piece.
    std::string piece(std::int32_t id) const;

  private:
    struct Model;
    std::unique_ptr<Model> model_;
};

}  // namespace wirecopy::tokens
