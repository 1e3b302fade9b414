#include "key_numbers.hpp"

#include <limits>
#include <stdexcept>
#include <utility>

namespace wirecopy::vectors {

std::uint32_t KeyNumbers::add(std::uint64_t key) {
    if (size_ == static_cast<std::uint32_t>(std::numeric_limits<std::int32_t>::max())) {
        throw std::length_error("a matrix holds at most 2,147,483,647 columns");
    }
    if (2 * (std::size_t{size_} + 1) > slots_.size()) {
        const std::vector<Slot> before = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
        for (const Slot& slot : before) {
            if (slot.number != kNone) slots_[place(slot.key)] = slot;
        }
    }
    slots_[place(key)] = {key, size_};
    return size_++;
}

}  // namespace wirecopy::vectors
