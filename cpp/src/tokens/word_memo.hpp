#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace wirecopy::tokens {

/// Pieces of a word, four at a time: most words have no more, so copying them takes no decision. The last group of a
/// word is filled up with zeros.
struct PieceGroup {
    static constexpr std::size_t kSize = 4;
    std::array<std::int32_t, kSize> id{};
    std::array<std::uint16_t, kSize> begin{};  ///< in the word
    std::array<std::uint16_t, kSize> end{};
};

/// What a word adds to the score of its text, one after the other; 0 adds nothing.
using ScoreGroup = std::array<float, PieceGroup::kSize>;

/// A word with its pieces, as far as they do not depend on the text around it.
struct KnownWord {
    std::span<const PieceGroup> pieces;
    std::span<const ScoreGroup> scores;
    std::uint16_t piece_count = 0;
    std::uint16_t length = 0;  ///< in the unit of the pieces
    float robust_below = -1;   ///< the pieces hold behind a text whose score is nearer to 0 than this
    bool closed = false;       ///< the text may be cut behind the word
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

    /// The key of the `size` bytes at the start of `text`, from 1 to `kLongest`.
    static Key key(std::string_view text, std::size_t size);
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
    void insert(Slot slot);

    std::vector<Slot> slots_;  ///< a power of two, probed one after the other
    std::size_t words_ = 0;
    std::vector<std::byte> records_;  ///< each a Record, its pieces, its scores, the rest of its key
};

}  // namespace wirecopy::tokens
