#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/column.hpp"

namespace wirecopy::tokens {

/// Pieces of a word, four at a time: most words have no more, so copying them takes no decision. The last group of a
/// word is filled up with zeros.
struct PieceGroup {
    static constexpr std::size_t kSize = 4;
    std::array<std::int32_t, kSize> id{};
    std::array<std::uint8_t, kSize> begin{};  ///< in the word
    std::array<std::uint8_t, kSize> end{};
};

/// A word with its pieces, as far as they do not depend on the text around it.
struct KnownWord {
    std::span<const PieceGroup> pieces;
    /// What its steps add to the score of its text, one after the other; empty where the steps are the pieces.
    std::span<const float> scores;
    std::uint16_t piece_count = 0;
    std::uint8_t length = 0;  ///< in the unit of the pieces
    bool closed = false;      ///< the text may be cut behind the word
    float robust_below = -1;  ///< the pieces hold behind a text whose score is nearer to 0 than this
    float magnitude = 0;      ///< the sum of the scores, all taken for positive
};

/// Remembers words, up to a fixed size; then it forgets all of them. Not for several threads at once.
class WordMemo {
  public:
    /// The longest word that is remembered, in bytes.
    static constexpr std::size_t kLongest = 64;

    /// A word as it is looked up: its first 16 bytes as two numbers, which is most words whole, and a hash of all of
    /// it.
    struct Key {
        std::array<std::uint64_t, 2> head{};
        std::string_view word;
        std::uint32_t hash = 0;
    };

    WordMemo();

    /// Sets `key` to that of the `size` bytes at the start of `text`, from 1 to `kLongest`.
    static void make_key(std::string_view text, std::size_t size, Key& key);
    /// To look up many words, call these for all of them, one after the other, before the first `find`: then the caches
    /// are filled for several words at a time.
    void prefetch_slot(const Key& key) const { __builtin_prefetch(&slots_[place(key.hash)]); }
    void prefetch_record(const Key& key) const;
    /// What is found holds until the next `add`.
    bool find(const Key& key, KnownWord& found) const;
    void add(const Key& key, const KnownWord& value);

  private:
    struct Record;
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t record = 0;  ///< 0: empty; else one more than its place in `records_`, in 16 bytes
    };

    std::size_t place(std::uint32_t hash) const { return hash & (slots_.size() - 1); }
    static std::uint64_t hash_of(std::string_view long_word);
    void insert(Slot slot);

    std::vector<Slot> slots_;  ///< a power of two, probed one after the other
    std::size_t words_ = 0;
    /// Each a Record, its pieces, its scores, the rest of its key. Room for all that there will ever be, since memory
    /// that is not written to costs nothing.
    Column<std::byte> records_;
};

inline void WordMemo::make_key(std::string_view text, std::size_t size, Key& key) {
    __extension__ using Product = unsigned __int128;
    constexpr std::size_t kHead = sizeof key.head;
    /// The bytes of a number of 8 that belong to the first `count` of a text.
    constexpr auto first_bytes = [](std::size_t count) {
        return count >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * count)) - 1;
    };
    std::array<std::uint64_t, 2> head{};
    if (text.size() >= kHead) {
        std::memcpy(head.data(), text.data(), kHead);
    } else {
        std::memcpy(head.data(), text.data(), text.size());
    }
    head[0] &= first_bytes(size);
    head[1] &= size > 8 ? first_bytes(size - 8) : 0;
    const std::uint64_t rest = size > kHead ? hash_of(text.substr(0, size)) : head[1] + size;
    const Product product = Product{head[0] ^ 0x9E3779B97F4A7C15U} * (rest ^ 0xD6E8FEB86659FD93U);
    key.head[0] = head[0];
    key.head[1] = head[1];
    key.word = text.substr(0, size);
    key.hash =
        static_cast<std::uint32_t>(static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U));
}

}  // namespace wirecopy::tokens
