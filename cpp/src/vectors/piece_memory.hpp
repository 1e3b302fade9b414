#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wirecopy/vectors/piece_cutter.hpp"

#include "term_hash.hpp"

namespace wirecopy::vectors {

/// A run by which its pieces are found again: up to kTermPiece bytes as they are, longer ones by their hash.
struct RunKey {
    TermBytes bytes;
    std::uint64_t hash;
    std::uint32_t size;

    /// At the start of `run` at least kTermPiece bytes can be read.
    static RunKey of(std::string_view run) {
        const auto size = static_cast<std::uint32_t>(run.size());
        if (run.size() > kTermPiece) {
            const std::uint64_t hash = padded_term_hash(run);
            return {{hash, 0}, hash, size};
        }
        const TermBytes bytes = padded_term_bytes(run);
        return {bytes, short_term_hash(bytes, run.size()), size};
    }
};

/// The pieces of runs that were seen before, each in one look where it is short and has few, and room to work in.
/// Of long runs with one hash the first is kept. It forgets all when it holds too much.
class PieceMemory {
  public:
    static constexpr std::size_t kLongest = 64;  ///< bytes of a run that is kept

    /// A piece where it stands, in a list from which pieces are taken out.
    struct Symbol {
        std::uint32_t piece;
        std::size_t before;
        std::size_t next;
    };

    /// A stretch of a text that no piece reaches over.
    struct Run {
        std::size_t begin;
        std::size_t end;
        RunKey key;
    };

    PieceMemory() : slots_(1024) {}

    void prefetch(const RunKey& key) const { __builtin_prefetch(&slots_[key.hash & mask()]); }
    std::optional<std::span<const std::uint32_t>> find(std::string_view run, const RunKey& key) const {
        const Slot& slot = slots_[place(key)];
        if (slot.size == 0) return std::nullopt;
        if (key.size > kTermPiece && std::string_view(runs_).substr(slot.bytes.high, key.size) != run) {
            return std::nullopt;
        }
        if (slot.count <= kFew) return std::span(slot.pieces).first(slot.count);
        return std::span(pieces_).subspan(slot.pieces[0], slot.pieces[1]);
    }
    void add(std::string_view run, const RunKey& key, std::span<const std::uint32_t> pieces);

    std::vector<Run> runs;
    std::vector<Symbol> symbols;
    std::vector<std::uint32_t> made;
    std::string text;
    bool after_unknown = false;  ///< the last piece stands for unknown characters of the same text

  private:
    static constexpr std::size_t kMost = std::size_t{1} << 18U;
    static constexpr std::size_t kFew = 3;

    struct Slot {
        TermBytes bytes;         ///< of a long run its hash, and where it is in `runs_`
        std::uint8_t size = 0;   ///< 0: nothing is here
        std::uint8_t count = 0;  ///< kFew + 1: more, and `pieces` says where they begin and how many they are
        std::array<std::uint32_t, kFew> pieces{};
    };

    std::size_t mask() const { return slots_.size() - 1; }
    bool is_at(const Slot& slot, const RunKey& key) const {
        return slot.size == key.size && slot.bytes.low == key.bytes.low &&
               (key.size > kTermPiece || slot.bytes.high == key.bytes.high);
    }
    /// Where a run is, or else where it would be.
    std::size_t place(const RunKey& key) const {
        std::size_t at = key.hash & mask();
        while (slots_[at].size != 0 && !is_at(slots_[at], key)) at = (at + 1) & mask();
        return at;
    }

    std::vector<Slot> slots_;  ///< a power of two, at most half full
    std::size_t size_ = 0;
    std::string runs_;
    std::vector<std::uint32_t> pieces_;
};

}  // namespace wirecopy::vectors
