#pragma once

#include <cstdint>
#include <span>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/text/encode.hpp"
#include "wirecopy/tokens/column.hpp"
#include "wirecopy/tokens/segments.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::tokens {

/// Tokens as tables show them: spans in code points, and of each token which document it is of, and which sentence and
/// paragraph of it, counted from 0.
struct TokenColumns : TokenTable {
    Column<std::uint32_t> document;
    Column<std::int32_t> sentence;
    Column<std::int32_t> paragraph;
};

/// The tokens of texts as their owner keeps them: the same, bit for bit, whatever the number of threads. Each text
/// becomes UTF-8 when its turn comes, in memory that is used again, so that nothing is kept but the columns. O(n).
///
/// Throws std::invalid_argument, with the number of the text, where a text holds a lone surrogate.
TokenColumns tokenize_to_columns(std::span<const text::WideText> texts, const parallel::Control& control,
                                 const SegmentRules& rules = {});

/// The same of UTF-8. Throws std::invalid_argument where a text is not well-formed.
TokenColumns tokenize_to_columns(const documents::StringColumn& texts, const parallel::Control& control,
                                 const SegmentRules& rules = {});

/// Texts as UTF-8, one behind the other: text i is `bytes[offsets[i]]` up to `bytes[offsets[i + 1]]`.
struct Utf8Texts {
    Column<char> bytes;
    Column<std::int64_t> offsets;
};

/// O(n). Throws std::invalid_argument, with the number of the text, where a text holds a lone surrogate.
Utf8Texts to_utf8(std::span<const text::WideText> texts);

/// Where the tokens of a batch begin and end, in code points.
struct SpanColumns {
    Column<std::uint32_t> begin;
    Column<std::uint32_t> end;
};

/// Throws std::invalid_argument when the table is of another batch. O(n).
SpanColumns to_code_points(const TokenTable& table, const documents::Batch& texts);

/// For each row the number of its document, from `first` on; `document_begin` as in TokenTable and SubwordTable.
void write_documents(std::span<const std::uint64_t> document_begin, std::uint32_t first, std::uint32_t* to);
Column<std::uint32_t> document_column(std::span<const std::uint64_t> document_begin, std::uint32_t first);

/// For each token which sentence (paragraph) of its document it is in, counted from 0: `begins` are the table's.
void write_ordinals(std::span<const std::uint64_t> document_begin, std::span<const std::uint64_t> begins,
                    std::int32_t* to);
Column<std::int32_t> ordinal_column(const TokenTable& table, std::span<const std::uint64_t> begins);

}  // namespace wirecopy::tokens
