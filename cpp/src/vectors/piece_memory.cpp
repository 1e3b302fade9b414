#include "piece_memory.hpp"

#include <algorithm>
#include <utility>

namespace wirecopy::vectors {

void PieceMemory::add(std::string_view run, const RunKey& key, std::span<const std::uint32_t> pieces) {
    if (size_ == kMost) {
        slots_.assign(slots_.size(), {});
        size_ = 0;
        runs_.clear();
        pieces_.clear();
    }
    if (2 * (size_ + 1) > slots_.size()) {
        const std::vector<Slot> before = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
        for (const Slot& slot : before) {
            if (slot.size == 0) continue;
            const std::uint64_t hash = slot.size > kTermPiece ? slot.bytes.low : short_term_hash(slot.bytes, slot.size);
            slots_[place({slot.bytes, hash, slot.size})] = slot;
        }
    }
    Slot& slot = slots_[place(key)];
    if (slot.size != 0) return;
    ++size_;
    slot.bytes = key.bytes;
    slot.size = static_cast<std::uint8_t>(key.size);
    if (key.size > kTermPiece) {
        slot.bytes.high = runs_.size();
        runs_ += run;
    }
    if (pieces.size() <= kFew) {
        slot.count = static_cast<std::uint8_t>(pieces.size());
        std::copy(pieces.begin(), pieces.end(), slot.pieces.begin());
        return;
    }
    slot.count = kFew + 1;
    slot.pieces[0] = static_cast<std::uint32_t>(pieces_.size());
    slot.pieces[1] = static_cast<std::uint32_t>(pieces.size());
    pieces_.insert(pieces_.end(), pieces.begin(), pieces.end());
}

}  // namespace wirecopy::vectors
