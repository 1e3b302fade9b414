#include "wirecopy/text/offsets.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "wirecopy/text/utf8.hpp"

namespace wirecopy::text {
namespace {

constexpr std::size_t kBlock = 64;

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
    // A character counts where its first byte stands; outside the Basic Multilingual Plane UTF-16 takes two units.
    std::size_t units = 0;
    for (std::size_t at = begin; at < end; ++at) {
        const auto byte = static_cast<unsigned char>(text_[at]);
        units += (byte & 0xC0U) != 0x80U;
        if (unit_ == OffsetUnit::utf16) units += byte >= 0xF0U;
    }
    return units;
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

}  // namespace wirecopy::text
