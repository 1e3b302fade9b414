#include <algorithm>

#include "wirecopy/text/utf8.hpp"
#include "wirecopy/tokens/tokenize.hpp"

#include "dictionary_words.hpp"
#include "shared_words.hpp"
#include "token_keys.hpp"

namespace wirecopy::tokens {
namespace {

void append_token(std::string_view text, ByteSpan span, WordColumns& to) {
    to.append(span.begin, span.end, kind_of_token(text.substr(span.begin, span.end - span.begin)));
}

}  // namespace

struct Tokenizer::Memory {
    KeyMaker keys;
    Segmenter segments;
    TokenTable table;
    SharedWords shared_words;

    /// The tokens of a text whose paragraphs and sentences are read.
    void add(std::string_view text, TokenTable& to) {
        const std::size_t first = to.size();
        find_words(text, WordRules::news, to);
        join_by_dictionary(text, to, first);
        if (segments.rules().sentences == SentenceRules::news) shared_words.cut(text, segments.sentences(), first, to);
        finish_document(text, first, to);
    }

    /// What follows from where the tokens are.
    void finish_document(std::string_view text, std::size_t first, TokenTable& to) {
        to.key.resize(to.size());
        const auto begin = std::span<const std::uint32_t>(to.begin).subspan(first);
        const auto end = std::span<const std::uint32_t>(to.end).subspan(first);
        keys.make_keys(text, begin, end, to.key.data() + first);
        segments.mark(begin, end, first, to.paragraph_begin, to.sentence_begin);
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
    add(text, memory_->table);
    return {memory_->table, 0};
}

TokenView Tokenizer::read_paragraphs(std::string_view text) {
    memory_->table.clear();
    memory_->segments.read_paragraphs(text);
    memory_->add(text, memory_->table);
    return {memory_->table, 0};
}

void Tokenizer::add(std::string_view text, TokenTable& table) {
    memory_->segments.read(text);
    memory_->add(text, table);
}

void Tokenizer::add(std::string_view text, std::span<const ByteSpan> spans, TokenTable& table) {
    const std::size_t first = table.size();
    for (const ByteSpan& span : spans) append_token(text, span, table);
    memory_->segments.read(text);
    memory_->finish_document(text, first, table);
}

}  // namespace wirecopy::tokens
