#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/tokens/segments.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::tokens {

/// Reads one text after the other in memory that it keeps. For rooms that need the words of a document and not of a
/// batch: reading a text again costs less than keeping its tokens. Not for several threads at once.
class Tokenizer {
  public:
    explicit Tokenizer(const SegmentRules& rules = {});
    ~Tokenizer();
    Tokenizer(Tokenizer&&) noexcept;
    Tokenizer& operator=(Tokenizer&&) noexcept;

    /// Later calls follow these rules.
    void follow(const SegmentRules& rules);

    /// The tokens of `text`, until the next call.
    TokenView read(std::string_view text);

    /// The same without the work for sentences: some of them are missing.
    TokenView read_paragraphs(std::string_view text);

    /// Adds the tokens of `text` to a table, as its next document.
    ///
    /// Tokens are the segments of UAX #29 that are not white space or invisible. By `WordRules::news` letters of
    /// scripts that write no spaces are joined to words by ICU's dictionaries, in Korean texts Han to runs; `...` and
    /// other runs of one mark are one token; and a word in which a sentence begins ("danger.It") is cut. O(n).
    void add(std::string_view text, TokenTable& table);

    /// The same with tokens that somebody else found, in order and apart from one another.
    void add(std::string_view text, std::span<const ByteSpan> spans, TokenTable& table);

  private:
    struct Memory;
    std::unique_ptr<Memory> memory_;
};

/// The token table of each batch of `corpus`: the same, bit for bit, whatever the number of threads.
std::vector<TokenTable> tokenize(const documents::Corpus& corpus, const parallel::Control& control,
                                 const SegmentRules& rules = {});

/// The same for one batch, on the calling thread.
TokenTable tokenize(const documents::Batch& batch, const SegmentRules& rules = {});

/// The token table of a batch whose tokens somebody else found: `document_begin` as in TokenTable, `spans` in order.
///
/// Adds kinds, keys, sentences and paragraphs. A span is `word` when it holds a letter, else `number` when it holds a
/// digit, else `symbol` or `punctuation`. The spans must have passed `documents::check_spans`.
TokenTable token_table(const documents::Batch& batch, std::span<const std::uint64_t> document_begin,
                       std::span<const ByteSpan> spans, const SegmentRules& rules = {});

/// The key of a token: the hash of its folded form (`text::fold`). Keys change only with `kKeyVersion`.
///
/// 16 bytes at a time, the last padded with NULs, are two numbers a and b in little-endian order; from h = n * C, n the
/// number of bytes, h becomes the two halves of (a ^ A ^ h) * (b ^ B) xored. Well mixed and quick, not safe against
/// texts that were written to collide.
TokenKey token_key(std::string_view token);
constexpr int kKeyVersion = 2;

}  // namespace wirecopy::tokens
