#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace wirecopy::vectors {

/// How often a document has a term.
struct Count {
    std::uint32_t term;  ///< its number, later its column
    std::int32_t count;  ///< of hashed terms also negative
};

/// Counts what documents have, one after the other. Terms get numbers from 0 on in the order in which they come, unless
/// they are left out. Keys are hashes already, so their low bits choose the slot of an open table; what a term needs
/// while it is counted stands in that slot.
class RowCounter {
  public:
    RowCounter() : slots_(1024) {}

    /// Brings what `add` reads of `key` into the cache.
    void prefetch(std::uint64_t key) const { __builtin_prefetch(&slots_[static_cast<std::size_t>(key) & mask()]); }

    /// Counts the terms of one document: room for `keys` + 1 counts at `row`, of which those that are returned are
    /// written. `key(i)` is the key of the document's term `i` and `times(i)` what it adds; `counts(i)` is called when
    /// a key comes for the first time, and says whether it is counted at all. Throws std::length_error at 2^31 terms.
    /// O(terms).
    template <typename Key, typename Times, typename Counts>
    std::size_t count(std::size_t terms, Key key, Times times, Counts counts, Count* row) {
        constexpr std::size_t kAhead = 12;  // terms before its use that a slot is asked for
        // Whether a document has had a term is a coin's toss, so no jump depends on it: `row` ends with what no term
        // is, and a slot says where to look. What an earlier document left there is told by what stands there now.
        std::uint32_t size = 0;
        row[0] = {kNone, 0};
        for (std::size_t i = 0; i < terms; ++i) {
            if (i + kAhead < terms) __builtin_prefetch(&slots_[static_cast<std::size_t>(key(i + kAhead)) & mask()]);
            Slot* slot = &slots_[place(key(i))];
            if (slot->number == kNone) slot = &add(key(i), counts(i));
            if (slot->number == kLeftOut) continue;
            const std::uint32_t place = std::min(slot->place, size);
            const std::uint32_t fresh = row[place].term == slot->number ? 0 : 1;
            const std::uint32_t at = place + ((0 - fresh) & (size - place));
            row[at] = {slot->number, row[at].count + times(i)};
            slot->place = at;
            size += fresh;
            row[size] = {kNone, 0};
        }
        for (std::size_t i = 0; i < size; ++i) ++documents_[row[i].term];
        return size;
    }

    std::size_t terms() const { return documents_.size(); }
    /// In how many documents a term came.
    std::uint32_t document_frequency(std::size_t term) const { return documents_[term]; }

  private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;
    static constexpr std::uint32_t kLeftOut = 0xFFFFFFFE;

    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t number = kNone;
        std::uint32_t place = 0;  ///< in the last row that had it
    };

    std::size_t mask() const { return slots_.size() - 1; }
    /// Where `key` is, or else where it would be.
    std::size_t place(std::uint64_t key) const {
        std::size_t at = static_cast<std::size_t>(key) & mask();
        while (slots_[at].number != kNone && slots_[at].key != key) at = (at + 1) & mask();
        return at;
    }
    Slot& add(std::uint64_t key, bool counts);

    std::vector<Slot> slots_;  ///< a power of two, at most half full
    std::size_t keys_ = 0;
    std::vector<std::uint32_t> documents_;  ///< by number
};

}  // namespace wirecopy::vectors
