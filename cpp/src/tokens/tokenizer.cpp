#include <algorithm>

#include "wirecopy/text/utf8.hpp"
#include "wirecopy/tokens/tokenize.hpp"

#include "dictionary_words.hpp"
#include "text_marks.hpp"
#include "token_keys.hpp"
#include "word_blocks.hpp"

namespace wirecopy::tokens {
namespace {

TokenKind kind_of_token(std::string_view token) {
    Weight weight = Weight::blank;
    for (std::size_t at = 0; at < token.size();) {
        const text::Character character = text::character_at(token, at);
        weight = std::max(weight, word_property(character.code_point).weight());
        at += character.size;
    }
    return kind_of(std::min(weight, Weight::word));
}

}  // namespace

struct Tokenizer::Memory {
    KeyMaker keys;
    TextMarker marks;
    TokenTable table;

    /// What follows from where the tokens are.
    void finish_document(std::string_view text, std::size_t first, TokenTable& to) {
        to.key.resize(to.size());
        const std::span<const std::uint32_t> begin = to.begin;
        const std::span<const std::uint32_t> end = to.end;
        keys.make_keys(text, begin.subspan(first), end.subspan(first), to.key.data() + first);
        marks.mark(text, first, to);
        to.document_begin.push_back(to.size());
    }
};

Tokenizer::Tokenizer() : memory_(std::make_unique<Memory>()) {}
Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

TokenView Tokenizer::read(std::string_view text) {
    memory_->table.clear();
    add(text, memory_->table);
    return {memory_->table, 0};
}

void Tokenizer::add(std::string_view text, TokenTable& table) {
    const std::size_t first = table.size();
    find_words(text, WordRules::news, table);
    join_by_dictionary(text, table, first);
    memory_->finish_document(text, first, table);
}

void Tokenizer::add(std::string_view text, std::span<const ByteSpan> spans, TokenTable& table) {
    const std::size_t first = table.size();
    for (const ByteSpan& span : spans) {
        table.begin.push_back(span.begin);
        table.end.push_back(span.end);
        table.kind.push_back(kind_of_token(text.substr(span.begin, span.end - span.begin)));
    }
    memory_->finish_document(text, first, table);
}

}  // namespace wirecopy::tokens
