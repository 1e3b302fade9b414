#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/vectors/piece_cutter.hpp"

namespace wirecopy::vectors {

/// A model in the way of BERT's `tokenizer.json`.
struct WordPieceModel {
    NumberedPieces pieces;
    std::string inside;                         ///< what pieces begin with that do not begin a word
    std::size_t longest_word = 100;             ///< characters; longer words are unknown
    bool clean = true;                          ///< control characters go, white space is a space
    bool cut_cjk = true;                        ///< Chinese characters are words
    bool strip_accents = true;                  ///< decomposed (NFD), without marks that take no space
    bool lowercase = true;                      ///< each character by itself
    std::optional<std::uint32_t> unknown = {};  ///< what stands for a word that is no pieces; nothing: it is left out
    NumberedPieces whole = {};                  ///< what is cut out of a text before all else
};

/// Cuts texts at white space and around punctuation, and each word into the longest pieces from its beginning on
/// (Wu et al., "Google's neural machine translation system", 2016).
///
/// What stands between two white spaces is looked up if it was seen before.
class WordPieces final : public PieceCutter {
  public:
    explicit WordPieces(const WordPieceModel& model);
    ~WordPieces() override;

    std::size_t size() const override;
    /// O(n) for text that was seen before, else O(n * longest piece).
    void append(std::string_view text, PieceMemory& memory, std::vector<std::uint32_t>& pieces) const override;

  private:
    struct Tables;
    std::unique_ptr<const Tables> tables_;
};

}  // namespace wirecopy::vectors
