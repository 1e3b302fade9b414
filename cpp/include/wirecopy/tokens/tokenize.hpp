#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/tokens/segments.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::tokens {

/// The token table of each batch of `corpus`.
///
/// Tokens are the segments of UAX #29 (by ICU, dictionaries included) that are not white space or control characters.
/// Paragraphs and sentences are found by `rules`. O(n).
std::vector<TokenTable> tokenize(const documents::Corpus& corpus, const parallel::Control& control,
                                 const SegmentRules& rules = {});

/// The same for one batch, on the calling thread.
TokenTable tokenize(const documents::Batch& batch, const SegmentRules& rules = {});

/// The token table of a batch whose tokens somebody else found: `document_begin` as in TokenTable, `spans` in order.
///
/// Adds kinds, keys, sentences and paragraphs. A span is `word` when it holds a letter, else `number` when it holds a
/// digit, else `punctuation` or `symbol` by its first character. The spans must have passed `documents::check_spans`.
TokenTable token_table(const documents::Batch& batch, std::span<const std::uint64_t> document_begin,
                       std::span<const ByteSpan> spans, const SegmentRules& rules = {});

/// The key of a token: the hash of its folded form. Keys change only with `kKeyVersion`.
TokenKey token_key(std::string_view token);
constexpr int kKeyVersion = 1;

}  // namespace wirecopy::tokens
