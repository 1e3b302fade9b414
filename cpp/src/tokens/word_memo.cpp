#include "word_memo.hpp"

#include <cstring>
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

/// The bytes of a number of 8 that belong to the first `size` of a text.
constexpr std::uint64_t first_bytes(std::size_t size) {
    return size >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * size)) - 1;
}

}  // namespace

struct WordMemo::Record {
    std::array<std::uint64_t, 2> head;
    float robust_below;
    std::uint16_t piece_count;
    std::uint16_t score_groups;
    std::uint16_t length;
    std::uint8_t size;
    bool closed;

    std::size_t piece_groups() const { return (piece_count + PieceGroup::kSize - 1) / PieceGroup::kSize; }
};

WordMemo::WordMemo() : slots_(kFewestSlots) {}

WordMemo::Key WordMemo::key(std::string_view text, std::size_t size) {
    Key key;
    if (text.size() >= kHead) {
        std::memcpy(key.head.data(), text.data(), kHead);
    } else {
        std::memcpy(key.head.data(), text.data(), text.size());
    }
    key.head[0] &= first_bytes(size);
    key.head[1] &= size > 8 ? first_bytes(size - 8) : 0;
    const std::uint64_t rest = size > kHead ? XXH3_64bits(text.data(), size) : key.head[1] + size;
    key.hash =
        static_cast<std::uint32_t>(XXH3_mul128_fold64(key.head[0] ^ 0x9E3779B97F4A7C15U, rest ^ 0xD6E8FEB86659FD93U));
    key.word = text.substr(0, size);
    return key;
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
        const auto* const scores = std::launder(reinterpret_cast<const ScoreGroup*>(pieces + record.piece_groups()));
        if (record.size > kHead && std::memcmp(scores + record.score_groups, key.word.data(), record.size) != 0) {
            continue;
        }
        found = {{pieces, record.piece_groups()},
                 {scores, record.score_groups},
                 record.piece_count,
                 record.length,
                 record.robust_below,
                 record.closed};
        return true;
    }
}

void WordMemo::add(const Key& key, const KnownWord& value) {
    if (records_.size() > kMostBytes) *this = WordMemo();
    const Record record{key.head,          value.robust_below,
                        value.piece_count, static_cast<std::uint16_t>(value.scores.size()),
                        value.length,      static_cast<std::uint8_t>(key.word.size()),
                        value.closed};
    const std::size_t begin = records_.size();
    const std::size_t long_key = key.word.size() > kHead ? key.word.size() : 0;
    records_.resize(begin + padded(sizeof record) + value.pieces.size_bytes() + value.scores.size_bytes() +
                    padded(long_key));
    std::byte* to = records_.data() + begin;
    const auto write = [&to](const void* from, std::size_t size) {
        if (size != 0) std::memcpy(to, from, size);
        to += padded(size);
    };
    write(&record, sizeof record);
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
