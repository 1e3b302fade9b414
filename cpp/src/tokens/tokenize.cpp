#include "wirecopy/tokens/tokenize.hpp"

#include <algorithm>
#include <utility>

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "wirecopy/text/fold.hpp"

#include "break_iterator.hpp"
#include "sentence_break.hpp"

namespace wirecopy::tokens {
namespace {

/// Documents that one thread takes at a time: enough to forget the cost of an ICU iterator.
constexpr std::size_t kDocumentsPerTask = 64;

UChar32 code_point_at(std::string_view text, std::size_t at) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    auto next = static_cast<std::int64_t>(at);
    UChar32 code_point = 0;
    U8_NEXT(bytes, next, static_cast<std::int64_t>(text.size()), code_point);
    return code_point;
}

TokenKind kind_of_mark(std::string_view token) {
    return u_ispunct(code_point_at(token, 0)) != 0 ? TokenKind::punctuation : TokenKind::symbol;
}

TokenKind kind_of(std::string_view token) {
    bool digit = false;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(token.data());
    const auto size = static_cast<std::int64_t>(token.size());
    for (std::int64_t at = 0; at < size;) {
        UChar32 code_point = 0;
        U8_NEXT(bytes, at, size, code_point);
        if (u_isalpha(code_point) != 0) return TokenKind::word;
        digit = digit || u_isdigit(code_point) != 0;
    }
    return digit ? TokenKind::number : kind_of_mark(token);
}

/// White space, controls and invisible characters carry nothing that a reader sees.
bool is_blank(std::string_view segment) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(segment.data());
    const auto size = static_cast<std::int64_t>(segment.size());
    for (std::int64_t at = 0; at < size;) {
        UChar32 code_point = 0;
        U8_NEXT(bytes, at, size, code_point);
        const bool blank = u_isUWhiteSpace(code_point) != 0 || u_iscntrl(code_point) != 0 ||
                           u_hasBinaryProperty(code_point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
        if (!blank) return false;
    }
    return true;
}

/// Columns of a run of documents, with indexes that start at 0; runs are joined in order.
class TableBuilder {
  public:
    explicit TableBuilder(const SegmentRules& rules) : words_(BoundaryUnit::words), segments_(rules) {}

    void add_document(std::string_view text) {
        segments_.read(text);
        words_.reset(text);
        std::uint32_t begin = 0;
        for (int at = words_.next(); at >= 0; at = words_.next()) {
            const auto end = static_cast<std::uint32_t>(at);
            const std::string_view segment = text.substr(begin, end - begin);
            const int rule = words_.rule_status();
            if (rule >= UBRK_WORD_LETTER && rule < UBRK_WORD_LETTER_LIMIT) {
                add_word(text, {begin, end});
            } else if (rule >= UBRK_WORD_LETTER) {
                add_token({begin, end}, TokenKind::word, segment);
            } else if (rule >= UBRK_WORD_NUMBER) {
                add_token({begin, end}, TokenKind::number, segment);
            } else if (!is_blank(segment)) {
                add_token({begin, end}, kind_of_mark(segment), segment);
            }
            begin = end;
        }
        finish_document();
    }

    void add_document(std::string_view text, std::span<const ByteSpan> spans) {
        segments_.read(text);
        for (const ByteSpan& span : spans) {
            const std::string_view token = text.substr(span.begin, span.end - span.begin);
            add_token(span, kind_of(token), token);
        }
        finish_document();
    }

    TokenTable finish() && {
        table_.document_begin.push_back(table_.size());
        return std::move(table_);
    }

  private:
    /// A word in which a sentence begins is two words and the mark between them.
    void add_word(std::string_view text, ByteSpan word) {
        const auto add = [&](std::uint32_t begin, std::uint32_t end) {
            const std::string_view token = text.substr(begin, end - begin);
            add_token({begin, end}, kind_of(token), token);
        };
        while (const std::uint32_t sentence = segments_.sentence_inside(word)) {
            const auto mark = static_cast<std::uint32_t>(character_before(text, sentence, word.begin).next);
            if (mark > word.begin) add(word.begin, mark);
            add(mark, sentence);
            word.begin = sentence;
        }
        add_token(word, TokenKind::word, text.substr(word.begin, word.end - word.begin));
    }

    void add_token(ByteSpan span, TokenKind kind, std::string_view token) {
        table_.begin.push_back(span.begin);
        table_.end.push_back(span.end);
        table_.kind.push_back(kind);
        table_.key.push_back(token_key(token));
    }

    void finish_document() {
        table_.document_begin.push_back(first_);
        const auto first = static_cast<std::size_t>(first_);
        segments_.mark(std::span(table_.begin).subspan(first), std::span(table_.end).subspan(first), first_,
                       table_.paragraph_begin, table_.sentence_begin);
        first_ = table_.size();
    }

    TokenTable table_;
    std::uint64_t first_ = 0;  ///< first token of the document being added
    BreakIterator words_;
    Segmenter segments_;
};

template <typename T>
void append(std::vector<T>& to, const std::vector<T>& from) {
    to.insert(to.end(), from.begin(), from.end());
}

void append_shifted(std::vector<std::uint64_t>& to, const std::vector<std::uint64_t>& from, std::uint64_t shift) {
    std::transform(from.begin(), from.end(), std::back_inserter(to), [shift](std::uint64_t i) { return i + shift; });
}

TokenTable joined(std::vector<TokenTable>& parts) {
    TokenTable table;
    for (TokenTable& part : parts) {
        const std::uint64_t shift = table.size();
        append(table.begin, part.begin);
        append(table.end, part.end);
        append(table.kind, part.kind);
        append(table.key, part.key);
        part.document_begin.pop_back();
        append_shifted(table.document_begin, part.document_begin, shift);
        append_shifted(table.sentence_begin, part.sentence_begin, shift);
        append_shifted(table.paragraph_begin, part.paragraph_begin, shift);
        part = {};
    }
    table.document_begin.push_back(table.size());
    return table;
}

}  // namespace

TokenKey token_key(std::string_view token) {
    const std::string folded = text::fold(token);
    return XXH3_64bits(folded.data(), folded.size());
}

std::vector<TokenTable> tokenize(const documents::Corpus& corpus, const parallel::Control& control,
                                 const SegmentRules& rules) {
    struct Task {
        std::size_t batch;
        std::size_t first;
        std::size_t last;
    };
    std::vector<Task> tasks;
    for (std::size_t batch = 0; batch < corpus.batches().size(); ++batch) {
        const std::size_t rows = corpus.batches()[batch].size();
        for (std::size_t first = 0; first < rows; first += kDocumentsPerTask) {
            tasks.push_back({batch, first, std::min(first + kDocumentsPerTask, rows)});
        }
    }
    std::vector<TokenTable> parts(tasks.size());
    parallel::for_each(tasks.size(), control, [&](std::size_t t) {
        const documents::Batch& batch = corpus.batches()[tasks[t].batch];
        TableBuilder builder(rules);
        for (std::size_t row = tasks[t].first; row < tasks[t].last; ++row) builder.add_document(batch[row]);
        parts[t] = std::move(builder).finish();
    });
    std::vector<TokenTable> tables(corpus.batches().size());
    for (std::size_t batch = 0, t = 0; batch < tables.size(); ++batch) {
        std::vector<TokenTable> own;
        for (; t < tasks.size() && tasks[t].batch == batch; ++t) own.push_back(std::move(parts[t]));
        tables[batch] = joined(own);
    }
    return tables;
}

TokenTable tokenize(const documents::Batch& batch, const SegmentRules& rules) {
    TableBuilder builder(rules);
    for (std::size_t row = 0; row < batch.size(); ++row) builder.add_document(batch[row]);
    return std::move(builder).finish();
}

TokenTable token_table(const documents::Batch& batch, std::span<const std::uint64_t> document_begin,
                       std::span<const ByteSpan> spans, const SegmentRules& rules) {
    TableBuilder builder(rules);
    for (std::size_t row = 0; row < batch.size(); ++row) {
        const auto first = static_cast<std::size_t>(document_begin[row]);
        const auto last = static_cast<std::size_t>(document_begin[row + 1]);
        builder.add_document(batch[row], spans.subspan(first, last - first));
    }
    return std::move(builder).finish();
}

}  // namespace wirecopy::tokens
