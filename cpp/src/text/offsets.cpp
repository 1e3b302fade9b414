#include "wirecopy/text/offsets.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>
#include <string>

#include "wirecopy/text/utf8.hpp"

namespace wirecopy::text {
namespace {

constexpr std::size_t kBlock = 64;
constexpr std::uint64_t kOnes = 0x0101010101010101U;

std::uint64_t load_8(std::string_view text, std::size_t at) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + at, sizeof(bytes));
    return bytes;
}

/// Fewer than 8 bytes, and continuation bytes, which count nothing, after them.
std::uint64_t load_last(std::string_view text, std::size_t begin, std::size_t end) {
    std::uint64_t bytes = 0x80 * kOnes;
    std::memcpy(&bytes, text.data() + begin, end - begin);
    return bytes;
}

/// Eight bytes at once: 1 in each that begins a character, 2 where it is two units of UTF-16, beyond U+FFFF.
std::uint64_t starts(std::uint64_t bytes, OffsetUnit unit) {
    const std::uint64_t first = (~bytes >> 7U | bytes >> 6U) & kOnes;
    if (unit == OffsetUnit::code_point) return first;
    return first + (bytes >> 7U & bytes >> 6U & bytes >> 5U & bytes >> 4U & kOnes);
}

/// The sum of eight bytes.
std::size_t units_in(std::uint64_t starts) {
    return static_cast<std::size_t>((starts * kOnes) >> 56U);
}

/// Eight bytes at once: the sum of each byte and those before it in memory.
std::uint64_t sums(std::uint64_t starts) {
    return starts * kOnes;
}

}  // namespace

OffsetMap::OffsetMap(std::string_view text, OffsetUnit unit) : text_(text), unit_(unit), size_(text.size()) {
    if (is_ascii(text)) return;
    before_block_.reserve(text.size() / kBlock + 1);
    size_ = 0;
    for (std::size_t begin = 0; begin < text.size(); begin += kBlock) {
        before_block_.push_back(size_);
        size_ += count(begin, std::min(begin + kBlock, text.size()));
    }
    before_block_.push_back(size_);
}

std::size_t OffsetMap::count(std::size_t begin, std::size_t end) const {
    std::size_t units = 0;
    for (; begin + 8 <= end; begin += 8) units += units_in(starts(load_8(text_, begin), unit_));
    return end == begin ? units : units + units_in(starts(load_last(text_, begin, end), unit_));
}

std::size_t OffsetMap::from_byte(std::size_t byte) const {
    if (before_block_.empty()) return byte;
    const std::size_t block = std::min(byte / kBlock, before_block_.size() - 1);
    return before_block_[block] + count(block * kBlock, byte);
}

std::size_t OffsetMap::to_byte(std::size_t offset) const {
    if (offset > size_) {
        throw std::out_of_range("offset " + std::to_string(offset) + " lies past the text, which has " +
                                std::to_string(size_) + " units");
    }
    if (before_block_.empty()) return offset;
    if (offset == size_) return text_.size();
    const auto next = std::upper_bound(before_block_.begin(), before_block_.end(), offset);
    const auto block = static_cast<std::size_t>(next - before_block_.begin()) - 1;
    std::size_t units = before_block_[block];
    std::size_t first_byte = block * kBlock;
    for (std::size_t at = block * kBlock; at < text_.size(); ++at) {
        const std::size_t here = count(at, at + 1);
        if (here == 0) continue;
        first_byte = at;
        if (units + here > offset) break;
        units += here;
    }
    return first_byte;
}

static_assert(std::endian::native == std::endian::little, "sums run in the order of memory");

void from_bytes(std::string_view text, OffsetUnit unit, std::span<const std::uint32_t> bytes, std::int64_t* units) {
    if (text.empty()) {
        std::fill_n(units, bytes.size(), 0);
        return;
    }
    std::size_t block = 0;     // the eight bytes read last begin here
    std::int64_t before = 0;   // units before them
    std::uint64_t inside = 0;  // units before each of them, from the second on
    const auto read = [&] {
        const std::size_t end = std::min(block + 8, text.size());
        inside = sums(starts(end - block == 8 ? load_8(text, block) : load_last(text, block, end), unit));
    };
    read();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        while (bytes[i] >= block + 8) {
            before += static_cast<std::int64_t>(inside >> 56U);
            block += 8;
            read();
        }
        const unsigned shift = 8U * static_cast<unsigned>(bytes[i] - block);
        units[i] = before + static_cast<std::int64_t>(inside << 8U >> shift & 0xFFU);
    }
}

void to_bytes(std::string_view text, OffsetUnit unit, std::span<const std::int64_t> units, std::uint32_t* bytes) {
    std::size_t at = 0;  // a character begins here
    std::int64_t before = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        while (at + 8 <= text.size()) {
            const auto inside = static_cast<std::int64_t>(units_in(starts(load_8(text, at), unit)));
            if (before + inside > units[i]) break;
            before += inside;
            at += 8;
        }
        // The bytes of a character that began before `at` count nothing.
        std::size_t found = at;
        std::int64_t passed = before;
        while (found < text.size()) {
            const auto here = static_cast<std::int64_t>(units_in(starts(load_last(text, found, found + 1), unit)));
            if (here > 0 && passed + here > units[i]) break;
            passed += here;
            ++found;
        }
        bytes[i] = static_cast<std::uint32_t>(found);
    }
}

}  // namespace wirecopy::text
