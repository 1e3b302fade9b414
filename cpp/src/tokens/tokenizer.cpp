#include "wirecopy/tokens/tokenize.hpp"

#include "token_finder.hpp"

namespace wirecopy::tokens {

struct Tokenizer::Memory {
    Segmenter segments;
    TokenFinder tokens;
    TokenTable table;

    /// Adds the tokens of a text whose segments are read by `read`.
    template <typename Read>
    void add(std::string_view text, TokenTable& to, Read read) {
        const std::size_t first = to.size();
        read(tokens.scan(text, segments.rules().words, to));
        tokens.finish(text, segments.rules(), segments.sentences(), {}, first, to);
        finish_document(first, to);
    }
    void add(std::string_view text, TokenTable& to) {
        add(text, to, [&](const ScanNotes& notes) { segments.read(text, notes); });
    }

    /// Marks what begins among the tokens from `first` on, the last of the table.
    void finish_document(std::size_t first, TokenTable& to) const {
        segments.mark(std::span<const std::uint32_t>(to.begin).subspan(first),
                      std::span<const std::uint32_t>(to.end).subspan(first), first, to.paragraph_begin,
                      to.sentence_begin);
        to.document_begin.push_back(to.size());
    }
};

Tokenizer::Tokenizer(const SegmentRules& rules) : memory_(std::make_unique<Memory>()) {
    follow(rules);
}
Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

void Tokenizer::follow(const SegmentRules& rules) {
    memory_->segments.follow(rules);
}

TokenView Tokenizer::read(std::string_view text) {
    memory_->table.clear();
    memory_->add(text, memory_->table);
    return {memory_->table, 0};
}

TokenView Tokenizer::read_paragraphs(std::string_view text) {
    memory_->table.clear();
    memory_->add(text, memory_->table, [&](const ScanNotes& notes) { memory_->segments.read_paragraphs(text, notes); });
    return {memory_->table, 0};
}

void Tokenizer::add(std::string_view text, TokenTable& table) {
    memory_->add(text, table);
}

void Tokenizer::add(std::string_view text, std::span<const ByteSpan> spans, TokenTable& table) {
    const std::size_t first = table.size();
    for (const ByteSpan& span : spans) {
        table.append(span.begin, span.end, kind_of_token(text.substr(span.begin, span.end - span.begin)));
    }
    memory_->segments.read(text, parallel::Control{1});
    memory_->tokens.add_keys(text, first, table);
    memory_->finish_document(first, table);
}

}  // namespace wirecopy::tokens
