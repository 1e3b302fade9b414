#include "key_numbers.hpp"

#include <limits>
#include <stdexcept>
#include <utility>

namespace wirecopy::vectors {

KeyNumbers::KeyNumbers() : slots_(1024) {}

std::uint32_t KeyNumbers::number(tokens::TokenKey key) {
    Slot* slot = &slots_[place(key)];
    if (slot->number != kFree) return slot->number;
    if (size_ == static_cast<std::uint32_t>(std::numeric_limits<std::int32_t>::max())) {
        throw std::length_error("a matrix holds at most 2,147,483,647 columns");
    }
    if (2 * (std::size_t{size_} + 1) > slots_.size()) {
        grow();
        slot = &slots_[place(key)];
    }
    *slot = {key, size_};
    return size_++;
}

std::optional<std::uint32_t> KeyNumbers::find(tokens::TokenKey key) const {
    const Slot& slot = slots_[place(key)];
    return slot.number == kFree ? std::nullopt : std::optional(slot.number);
}

std::size_t KeyNumbers::place(tokens::TokenKey key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(key) & mask;
    while (slots_[at].number != kFree && slots_[at].key != key) at = (at + 1) & mask;
    return at;
}

void KeyNumbers::grow() {
    std::vector<Slot> before = std::exchange(slots_, std::vector<Slot>(slots_.size() * 4));
    for (const Slot& slot : before) {
        if (slot.number != kFree) slots_[place(slot.key)] = slot;
    }
}

}  // namespace wirecopy::vectors
