#include "row_counter.hpp"

#include <limits>
#include <stdexcept>
#include <utility>

namespace wirecopy::vectors {

RowCounter::Slot& RowCounter::add(std::uint64_t key, bool counts) {
    if (documents_.size() == static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
        throw std::length_error("a matrix holds at most 2,147,483,647 columns");
    }
    if (2 * (keys_ + 1) > slots_.size()) {
        const std::vector<Slot> before = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
        for (const Slot& slot : before) {
            if (slot.number != kNone) slots_[place(slot.key)] = slot;
        }
    }
    ++keys_;
    Slot& slot = slots_[place(key)];
    slot = {key, counts ? static_cast<std::uint32_t>(documents_.size()) : kLeftOut, 0};
    if (counts) documents_.push_back(0);
    return slot;
}

}  // namespace wirecopy::vectors
