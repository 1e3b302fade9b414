#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "wirecopy/tokens/column.hpp"
#include "wirecopy/tokens/tokenize.hpp"
#include "wirecopy/vectors/analysis.hpp"
#include "wirecopy/vectors/count_terms.hpp"

#include "byte_runs.hpp"
#include "key_numbers.hpp"

namespace wirecopy::vectors {

/// Half-open, in bytes of a text.
struct ByteRun {
    std::uint32_t begin;
    std::uint32_t end;
};

/// A term where it stands in the normalised text.
struct Term {
    std::uint64_t key;
    std::uint32_t begin;
    std::uint32_t end;
};

/// What the key of a term is.
enum class TermKeys : std::uint8_t {
    distinct,  ///< 64 bits that tell terms apart
    murmur,    ///< `murmur_hash`
};

std::size_t size_of(const Documents& documents);

/// Reads the terms of one document after the other, in memory that it keeps.
///
/// A document becomes one normalised text in which every term is a contiguous piece: words are joined by single spaces.
/// Not for several threads at once.
class TermReader {
  public:
    TermReader(const Analysis& analysis, TermKeys keys);

    /// The terms of a document, until the next call. O(n * number of lengths).
    std::span<const Term> read(const Documents& documents, std::size_t document);

    /// Appends the name of a term of the last document.
    void append_name(const Term& term, tokens::Column<char>& to) const;

    /// The key of the term with this name, or nothing if the analysis makes no such term.
    std::optional<std::uint64_t> key_of(std::string_view name) const;

  private:
    void read_text(std::string_view text);
    void read_tokens(std::string_view text, const tokens::TokenView& tokens);
    void read_word_characters();
    void read_characters();
    void read_padded_words();
    bool is_stop_word(std::uint64_t key) const {
        return stop_words_.size() != 0 && stop_words_.find(key) != KeyNumbers::kNone;
    }
    void add_word(std::string_view word);
    void add_character(std::uint32_t begin, std::uint32_t end) { units_.push_back({begin, end}); }
    void add_terms(std::span<const ByteRun> run, bool whole_if_short);
    std::uint64_t padded_key(std::string_view form) const;

    Analysis analysis_;
    TermKeys keys_;
    bool by_token_key_;  ///< terms are words as the tokens room folds them, which made their keys already
    KeyNumbers stop_words_;
    RunFinder runs_;
    std::unique_ptr<tokens::Tokenizer> tokenizer_;
    std::string_view source_;          ///< the text that terms point into, where they are told by token keys
    tokens::Column<char> normalised_;  ///< the whole text, or one word of it
    tokens::Column<char> text_;        ///< what terms point into otherwise
    tokens::Column<ByteRun> units_;
    tokens::Column<Term> terms_;
};

}  // namespace wirecopy::vectors
