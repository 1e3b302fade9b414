#include "table_assembler.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace wirecopy::tokens {
namespace {

/// What most texts stay below; reserving more than is needed costs nothing.
constexpr std::size_t kBytesPerToken = 3;

template <typename T>
void write(const Column<T>& from, Column<T>& to, std::size_t place) {
    if (!from.empty()) std::memcpy(to.data() + place, from.data(), from.size() * sizeof(T));
}

void write_shifted(std::span<const std::uint64_t> from, Column<std::uint64_t>& to, std::size_t place,
                   std::uint64_t shift) {
    std::transform(from.begin(), from.end(), to.data() + place, [shift](std::uint64_t i) { return i + shift; });
}

/// Writes which document, sentence and paragraph the tokens behind `first` are of, the first of them document
/// `number`; what begins with which token is counted from `first`.
void number_tokens(std::span<const std::uint64_t> documents, std::span<const std::uint64_t> sentences,
                   std::span<const std::uint64_t> paragraphs, std::size_t first, std::size_t number, TokenColumns& to) {
    write_documents(documents, static_cast<std::uint32_t>(number), to.document.data() + first);
    write_ordinals(documents, sentences, to.sentence.data() + first);
    write_ordinals(documents, paragraphs, to.paragraph.data() + first);
}

void write(const TokenTable& part, const TablePlace& place, TokenTable& to) {
    write(part.begin, to.begin, place.token);
    write(part.end, to.end, place.token);
    write(part.kind, to.kind, place.token);
    write(part.key, to.key, place.token);
    const std::span<const std::uint64_t> document_ends = std::span<const std::uint64_t>(part.document_begin).subspan(1);
    write_shifted(document_ends, to.document_begin, place.document + 1, place.token);
    write_shifted(part.sentence_begin, to.sentence_begin, place.sentence, place.token);
    write_shifted(part.paragraph_begin, to.paragraph_begin, place.paragraph, place.token);
}

void write(const TokenTable& part, const TablePlace& place, TokenColumns& to) {
    write(part, place, static_cast<TokenTable&>(to));
    number_tokens(part.document_begin, part.sentence_begin, part.paragraph_begin, place.token, place.document, to);
}

void resize(TokenTable& table, const TablePlace& end) {
    table.resize(end.token);
    table.key.resize(end.token);
    table.document_begin.resize(end.document + 1);
    table.sentence_begin.resize(end.sentence);
    table.paragraph_begin.resize(end.paragraph);
}

void resize(TokenColumns& columns, const TablePlace& end) {
    resize(static_cast<TokenTable&>(columns), end);
    columns.document.resize(end.token);
    columns.sentence.resize(end.token);
    columns.paragraph.resize(end.token);
}

TablePlace end_of(const TokenTable& table) {
    return {table.size(), table.documents(), table.sentence_begin.size(), table.paragraph_begin.size()};
}

/// What is left to do where a part, from `place` on, was made in its place.
void complete(TokenTable&, const TablePlace&) {}

void complete(TokenColumns& columns, const TablePlace& place) {
    resize(columns, end_of(columns));
    const auto from = [](const Column<std::uint64_t>& begins, std::size_t first) {
        return std::span<const std::uint64_t>(begins).subspan(first);
    };
    number_tokens(from(columns.document_begin, place.document), from(columns.sentence_begin, place.sentence),
                  from(columns.paragraph_begin, place.paragraph), 0, place.document, columns);
}

/// Calls `change` with each column that has a row a token.
template <typename Change>
void each_column(TokenTable& table, Change change) {
    change(table.begin);
    change(table.end);
    change(table.kind);
    change(table.key);
}

template <typename Change>
void each_column(TokenColumns& columns, Change change) {
    each_column(static_cast<TokenTable&>(columns), change);
    change(columns.document);
    change(columns.sentence);
    change(columns.paragraph);
}

}  // namespace

template <typename Table>
TableAssembler<Table>::TableAssembler(std::size_t bytes, std::size_t parts, bool in_order)
    : in_order_(in_order || parts == 1), parts_(in_order_ ? 0 : parts) {
    each_column(table_, [&](auto& column) { column.reserve(bytes / kBytesPerToken); });
}

template <typename Table>
void TableAssembler<Table>::add(std::size_t number, const std::function<void(TokenTable&)>& fill) {
    if (in_order_) {
        const TablePlace place = end_of(table_);
        fill(table_);
        return complete(table_, place);
    }
    TokenTable own = spare_table();
    fill(own);
    const auto [first, last] = hand_in(number, std::move(own));
    for (std::size_t i = first; i < last; ++i) {
        Part& part = parts_[i];
        {
            const std::shared_lock lock(memory_);
            write(part.table, part.place, table_);
        }
        const std::lock_guard lock(order_);
        spare_.push_back(std::move(part.table));
    }
}

template <typename Table>
Table TableAssembler<Table>::finish() && {
    if (!in_order_) resize(table_, end_);
    each_column(table_, [](auto& column) { column.shrink_to_fit(); });
    return std::move(table_);
}

template <typename Table>
TokenTable TableAssembler<Table>::spare_table() {
    const std::lock_guard lock(order_);
    if (spare_.empty()) return {};
    TokenTable table = std::move(spare_.back());
    spare_.pop_back();
    table.clear();
    return table;
}

template <typename Table>
std::pair<std::size_t, std::size_t> TableAssembler<Table>::hand_in(std::size_t number, TokenTable table) {
    const std::lock_guard lock(order_);
    parts_[number].table = std::move(table);
    parts_[number].made = true;
    const std::size_t first = next_;
    for (; next_ < parts_.size() && parts_[next_].made; ++next_) {
        const TablePlace part = end_of(parts_[next_].table);
        parts_[next_].place = end_;
        end_.token += part.token;
        end_.document += part.document;
        end_.sentence += part.sentence;
        end_.paragraph += part.paragraph;
    }
    if (next_ != first) {
        const std::unique_lock memory(memory_);
        resize(table_, end_);
    }
    return {first, next_};
}

template class TableAssembler<TokenTable>;
template class TableAssembler<TokenColumns>;

}  // namespace wirecopy::tokens
