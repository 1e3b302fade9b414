#include "word_memo.hpp"

#include <new>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace wirecopy::tokens {
namespace {

constexpr std::size_t kFewestSlots = 1U << 12U;
constexpr std::size_t kMostBytes = 1U << 25U;
constexpr std::size_t kAlignment = 16;
constexpr std::size_t kHead = sizeof WordMemo::Key::head;

constexpr std::size_t padded(std::size_t size) {
    return (size + kAlignment - 1) / kAlignment * kAlignment;
}

}  // namespace

struct WordMemo::Record {
    std::array<std::uint64_t, 2> head;
    float robust_below;
    float magnitude;
    std::uint16_t piece_count;
    std::uint16_t scores;
    std::uint8_t length;
    std::uint8_t size;
    bool closed;

    std::size_t piece_groups() const { return (piece_count + PieceGroup::kSize - 1) / PieceGroup::kSize; }
};

WordMemo::WordMemo() : slots_(kFewestSlots) {
    records_.reserve(kMostBytes);
}

std::uint64_t WordMemo::hash_of(std::string_view long_word) {
    return XXH3_64bits(long_word.data(), long_word.size());
}

void WordMemo::prefetch_record(const Key& key) const {
    const std::uint32_t record = slots_[place(key.hash)].record;
    if (record == 0) return;
    const std::byte* const bytes = records_.data() + (record - 1) * kAlignment;
    __builtin_prefetch(bytes);
    __builtin_prefetch(bytes + 64);
}

bool WordMemo::find(const Key& key, KnownWord& found) const {
    for (std::size_t at = place(key.hash);; at = place(static_cast<std::uint32_t>(at + 1))) {
        const Slot slot = slots_[at];
        if (slot.record == 0) return false;
        if (slot.hash != key.hash) continue;
        const std::byte* const bytes = records_.data() + (slot.record - 1) * kAlignment;
        const auto& record = *std::launder(reinterpret_cast<const Record*>(bytes));
        // Compared one by one: arrays would go through memcmp.
        const bool same = record.head[0] == key.head[0] && record.head[1] == key.head[1];
        if (!same || record.size != key.word.size()) continue;
        const auto* const pieces = std::launder(reinterpret_cast<const PieceGroup*>(bytes + padded(sizeof(Record))));
        const auto* const scores = std::launder(reinterpret_cast<const float*>(pieces + record.piece_groups()));
        if (record.size > kHead && std::memcmp(scores + record.scores, key.word.data(), record.size) != 0) continue;
        found.pieces = {pieces, record.piece_groups()};
        found.scores = {scores, record.scores};
        found.piece_count = record.piece_count;
        found.length = record.length;
        found.closed = record.closed;
        found.robust_below = record.robust_below;
        found.magnitude = record.magnitude;
        return true;
    }
}

void WordMemo::add(const Key& key, const KnownWord& value) {
    const Record record{key.head,
                        value.robust_below,
                        value.magnitude,
                        value.piece_count,
                        static_cast<std::uint16_t>(value.scores.size()),
                        value.length,
                        static_cast<std::uint8_t>(key.word.size()),
                        value.closed};
    const std::size_t long_key = key.word.size() > kHead ? key.word.size() : 0;
    const std::size_t size =
        padded(padded(sizeof record) + value.pieces.size_bytes() + value.scores.size_bytes() + long_key);
    if (records_.size() + size > kMostBytes) *this = WordMemo();
    const std::size_t begin = records_.size();
    records_.resize(begin + size);
    std::byte* to = records_.data() + begin;
    const auto write = [&to](const void* from, std::size_t count) {
        if (count != 0) std::memcpy(to, from, count);
        to += count;
    };
    write(&record, sizeof record);
    to = records_.data() + begin + padded(sizeof record);
    write(value.pieces.data(), value.pieces.size_bytes());
    write(value.scores.data(), value.scores.size_bytes());
    write(key.word.data(), long_key);
    if (++words_ > slots_.size() / 2) {
        std::vector<Slot> old(2 * slots_.size());
        old.swap(slots_);
        for (const Slot slot : old) {
            if (slot.record != 0) insert(slot);
        }
    }
    insert({key.hash, static_cast<std::uint32_t>(begin / kAlignment + 1)});
}

void WordMemo::insert(Slot slot) {
    std::size_t at = place(slot.hash);
    while (slots_[at].record != 0) at = place(static_cast<std::uint32_t>(at + 1));
    slots_[at] = slot;
}

}  // namespace wirecopy::tokens
