#include "table_assembler.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace wirecopy::tokens {
namespace {

/// What most texts stay below; reserving more than is needed costs nothing.
constexpr std::size_t kBytesPerToken = 3;

template <typename T>
void copy_column(const Column<T>& from, Column<T>& to, std::size_t place) {
    if (!from.empty()) std::memcpy(to.data() + place, from.data(), from.size() * sizeof(T));
}

void copy_shifted(std::span<const std::uint64_t> from, Column<std::uint64_t>& to, std::size_t place,
                  std::uint64_t shift) {
    std::transform(from.begin(), from.end(), to.data() + place, [shift](std::uint64_t i) { return i + shift; });
}

}  // namespace

TableAssembler::TableAssembler(std::size_t bytes, std::size_t parts, bool in_order)
    : in_order_(in_order || parts == 1), parts_(in_order_ ? 0 : parts) {
    table_.begin.reserve(bytes / kBytesPerToken);
    table_.end.reserve(bytes / kBytesPerToken);
    table_.kind.reserve(bytes / kBytesPerToken);
    table_.key.reserve(bytes / kBytesPerToken);
}

void TableAssembler::add(std::size_t number, const std::function<void(TokenTable&)>& fill) {
    if (in_order_) return fill(table_);
    TokenTable own = spare_table();
    fill(own);
    const auto [first, last] = hand_in(number, std::move(own));
    for (std::size_t part = first; part < last; ++part) {
        copy(parts_[part]);
        const std::lock_guard lock(order_);
        spare_.push_back(std::move(parts_[part].table));
    }
}

TokenTable TableAssembler::finish() && {
    if (!in_order_) make_room(end_);
    table_.begin.shrink_to_fit();
    table_.end.shrink_to_fit();
    table_.kind.shrink_to_fit();
    table_.key.shrink_to_fit();
    return std::move(table_);
}

TokenTable TableAssembler::spare_table() {
    const std::lock_guard lock(order_);
    if (spare_.empty()) return {};
    TokenTable table = std::move(spare_.back());
    spare_.pop_back();
    table.clear();
    return table;
}

std::pair<std::size_t, std::size_t> TableAssembler::hand_in(std::size_t number, TokenTable table) {
    const std::lock_guard lock(order_);
    parts_[number].table = std::move(table);
    parts_[number].made = true;
    const std::size_t first = next_;
    for (; next_ < parts_.size() && parts_[next_].made; ++next_) {
        const TokenTable& part = parts_[next_].table;
        parts_[next_].place = end_;
        end_.token += part.size();
        end_.document += part.documents();
        end_.sentence += part.sentence_begin.size();
        end_.paragraph += part.paragraph_begin.size();
    }
    if (next_ != first) make_room(end_);
    return {first, next_};
}

void TableAssembler::make_room(const Place& end) {
    const std::unique_lock lock(memory_);
    table_.begin.resize(end.token);
    table_.end.resize(end.token);
    table_.kind.resize(end.token);
    table_.key.resize(end.token);
    table_.document_begin.resize(end.document + 1);
    table_.sentence_begin.resize(end.sentence);
    table_.paragraph_begin.resize(end.paragraph);
}

void TableAssembler::copy(Part& part) {
    const std::shared_lock lock(memory_);
    const TokenTable& from = part.table;
    const Place& place = part.place;
    copy_column(from.begin, table_.begin, place.token);
    copy_column(from.end, table_.end, place.token);
    copy_column(from.kind, table_.kind, place.token);
    copy_column(from.key, table_.key, place.token);
    const std::span<const std::uint64_t> document_ends = std::span<const std::uint64_t>(from.document_begin).subspan(1);
    copy_shifted(document_ends, table_.document_begin, place.document + 1, place.token);
    copy_shifted(from.sentence_begin, table_.sentence_begin, place.sentence, place.token);
    copy_shifted(from.paragraph_begin, table_.paragraph_begin, place.paragraph, place.token);
}

}  // namespace wirecopy::tokens
