#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "wirecopy/tokens/token_table.hpp"

#include "piece_lists.hpp"
#include "text_signature.hpp"

namespace wirecopy::reuse {

/// A 3-gram of a text in 32 bits: 24 bits of its hash and how many texts lie between its text and that of the entry
/// before it in the same partition. The partition is the hash's highest bits, the 24 those that follow.
///
/// The lowest three of the hash make room for the class of its frequency once that is known.
class TrigramEntry {
  public:
    static constexpr std::uint32_t kFarthest = 254;
    static constexpr std::uint32_t kLongestSkip = 0xFFFFFFU;
    static constexpr unsigned kKeyBits = 21;

    TrigramEntry() = default;
    TrigramEntry(std::uint64_t hash, unsigned partition_bits, std::uint32_t texts_on)
        : bits_(static_cast<std::uint32_t>(hash << partition_bits >> 32U & 0xFFFFFF00U) | texts_on) {}
    /// No 3-gram: `texts` texts without an entry of this partition.
    static TrigramEntry skip(std::uint32_t texts) { return TrigramEntry(texts << 8U | kSkip); }

    /// The same, so many texts behind the entry before it.
    TrigramEntry behind(std::uint32_t texts) const { return TrigramEntry((bits_ & ~0xFFU) | texts); }

    bool is_skip() const { return (bits_ & 0xFFU) == kSkip; }
    std::uint32_t texts_on() const { return is_skip() ? bits_ >> 8U : bits_ & 0xFFU; }
    /// All that the entry has of the hash, until `set_frequency_class`.
    std::uint32_t hash() const { return bits_ >> 8U; }
    /// The highest `bits` bits of the same, 21 at most.
    std::uint32_t key(unsigned bits) const { return bits_ >> (32U - bits); }
    void set_frequency_class(std::uint32_t value) { bits_ = (bits_ & ~0x700U) | value << 8U; }
    std::uint32_t frequency_class() const { return bits_ >> 8U & 7U; }

  private:
    static constexpr std::uint32_t kSkip = 255;
    explicit TrigramEntry(std::uint32_t bits) : bits_(bits) {}

    std::uint32_t bits_;
};

/// An entry and its text, counted in the order in which texts were added.
struct PlacedEntry {
    TrigramEntry entry;
    std::uint32_t text;
};

/// Some of the partitions of the 3-grams' hashes, half-open.
struct PartitionRange {
    std::size_t first;
    std::size_t last;

    std::size_t size() const { return last - first; }
};

/// Texts that one thread adds for the similarity join, as entries in partitions of the 3-grams' hashes. A partition's
/// work fits the cache. 4 bytes a 3-gram and 44 a text.
class TrigramEntries {
  public:
    /// What a text of more 3-grams than this repeats is taken out before it is added.
    static constexpr std::uint32_t kLong = 2048;

    /// Takes those of `range` of the partitions of so many bits; lists count from the first of them.
    TrigramEntries(unsigned partition_bits, PartitionRange range, tokens::Storage storage = tokens::Storage::memory);

    /// Adds a text of three words or more. `number`: who it is for the others. O(words).
    void add(std::uint32_t number, std::span<const tokens::TokenKey> words);

    std::size_t size() const { return number_.size(); }
    std::uint32_t number(std::size_t text) const { return number_[text]; }
    TextSize text_size(std::size_t text) const { return size_[text]; }
    const Signature& signature(std::size_t text) const { return signature_[text]; }

    std::size_t partitions() const { return partitions_.lists(); }
    /// The entries of a partition, in pieces.
    std::size_t entries(std::size_t partition) const {
        return size_of_[partition].value_or(partitions_.size(partition));
    }
    std::size_t pieces(std::size_t partition) const { return entries(partition) / kPiece + 1; }
    std::span<TrigramEntry> piece(std::size_t partition, std::size_t number) {
        const std::size_t left = entries(partition) - number * kPiece;
        return partitions_.piece(partition, number).first(std::min(left, kPiece));
    }
    /// Lets go of all entries of a partition but the first so many.
    void keep_first(std::size_t partition, std::size_t entries) { size_of_[partition] = entries; }

    /// Once classes are known: lets go of sizes and signatures, of entries that are repeated in their text, and of the
    /// memory of what was let go.
    void keep_shared();

    /// Calls `put(entry)` for an entry that stands `texts_on` texts behind the last, and for skips before it. Not more
    /// often than there were entries to go so far before some were left out: of two neighbours 254 texts apart at most
    /// the second stands for both.
    template <typename Put>
    static void put_behind(TrigramEntry entry, std::uint32_t texts_on, const Put& put) {
        while (texts_on > TrigramEntry::kFarthest) {
            const std::uint32_t skipped = std::min(texts_on, TrigramEntry::kLongestSkip);
            put(TrigramEntry::skip(skipped));
            texts_on -= skipped;
        }
        put(entry.behind(texts_on));
    }

  private:
    static constexpr std::size_t kPiece = 4096;
    using Lists = PieceLists<TrigramEntry, kPiece>;

    unsigned partition_bits_;
    PartitionRange range_;
    Lists partitions_;
    std::vector<std::optional<std::size_t>> size_of_;  ///< of each partition some of whose entries were let go
    std::vector<std::uint32_t> last_;                  ///< text of the last entry of each partition
    std::vector<std::uint32_t> number_;
    std::vector<TextSize> size_;
    std::vector<Signature> signature_;
    std::vector<std::uint64_t> trigrams_;  ///< of the text at hand
};

/// Goes through the entries of one partition, text by text.
class EntryCursor {
  public:
    explicit EntryCursor(std::size_t partition) : partition_(partition) {}

    /// Calls `visit(entry, text)` for each 3-gram of the texts below `stop` that were not visited yet.
    template <typename Visit>
    void visit_below(TrigramEntries& all, std::uint32_t stop, const Visit& visit) {
        for (;; ++piece_, place_ = 0) {
            const auto entries = all.piece(partition_, piece_);
            for (; place_ < entries.size(); ++place_) {
                const TrigramEntry entry = entries[place_];
                const std::uint32_t text = text_ + entry.texts_on();
                if (text >= stop) return;
                text_ = text;
                if (!entry.is_skip()) visit(entry, text);
            }
            if (piece_ + 1 >= all.pieces(partition_)) return;
        }
    }

  private:
    std::size_t partition_;
    std::size_t piece_ = 0;
    std::size_t place_ = 0;
    std::uint32_t text_ = 0;
};

/// Writes entries of a partition over those that were read: never more of them.
class EntryWriter {
  public:
    EntryWriter(TrigramEntries& texts, std::size_t partition) : texts_(texts), partition_(partition) {}

    void write(PlacedEntry one) {
        TrigramEntries::put_behind(one.entry, one.text - last_, [this](TrigramEntry entry) {
            if (place_ == piece_.size()) next_piece();
            piece_[place_++] = entry;
        });
        last_ = one.text;
    }
    /// Lets go of the entries that were not written over.
    void finish() { texts_.keep_first(partition_, before_ + place_); }

  private:
    void next_piece() {
        before_ += place_;
        piece_ = texts_.piece(partition_, number_++);
        place_ = 0;
    }

    TrigramEntries& texts_;
    std::size_t partition_;
    std::size_t number_ = 0;  ///< of the next piece
    std::span<TrigramEntry> piece_;
    std::size_t place_ = 0;
    std::size_t before_ = 0;  ///< entries of earlier pieces
    std::uint32_t last_ = 0;
};

}  // namespace wirecopy::reuse
