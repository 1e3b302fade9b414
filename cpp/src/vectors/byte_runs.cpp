#include "byte_runs.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "wirecopy/text/utf8.hpp"

namespace wirecopy::vectors {
namespace {

constexpr std::size_t kWord = 64;

/// The lowest bit of each of eight bytes, the first byte's first.
std::uint64_t gather(std::uint64_t bytes) {
    return ((bytes & 0x0101010101010101U) * 0x0102040810204080U) >> 56U;
}

}  // namespace

RunFinder::RunFinder(Predicate predicate) : predicate_(predicate) {
    for (std::uint32_t byte = 0; byte < 256; ++byte) ascii_[byte] = byte < 0x80 ? predicate(byte) : 0x80;
}

void RunFinder::mark_bytes(std::string_view text) {
    const std::size_t words = text.size() / kWord + 1;
    bits_.resize(words);
    others_.resize(words);
    for (std::size_t word = 0; word < words; ++word) {
        std::array<std::uint8_t, kWord> kinds{};
        const std::size_t size = std::min(kWord, text.size() - word * kWord);
        for (std::size_t i = 0; i < size; ++i) kinds[i] = ascii_[static_cast<std::uint8_t>(text[word * kWord + i])];
        std::uint64_t bits = 0;
        std::uint64_t others = 0;
        for (std::size_t i = 0; i < kWord; i += 8) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, kinds.data() + i, 8);
            bits |= gather(eight) << i;
            others |= gather(eight >> 7U) << i;
        }
        bits_[word] = bits;
        others_[word] = others;
    }
}

void RunFinder::mark_characters(std::string_view text) {
    for (std::size_t word = 0; word < others_.size(); ++word) {
        for (std::uint64_t left = others_[word]; left != 0; left &= left - 1) {
            const std::size_t at = word * kWord + static_cast<std::size_t>(std::countr_zero(left));
            if ((static_cast<std::uint8_t>(text[at]) & 0xC0U) == 0x80) continue;  // inside a character
            const auto [code_point, size] = text::character_at(text, at);
            if (!predicate_(code_point)) continue;
            for (std::size_t byte = at; byte < at + size; ++byte) bits_[byte / kWord] |= 1ULL << (byte % kWord);
        }
    }
}

const tokens::Column<ByteRun>& RunFinder::find(std::string_view text) {
    mark_bytes(text);
    mark_characters(text);
    runs_.clear();
    std::uint64_t inside = 0;  // 1 when the byte before is in a run
    std::uint32_t begin = 0;
    for (std::size_t word = 0; word < bits_.size(); ++word) {
        std::uint64_t changes = bits_[word] ^ (bits_[word] << 1U | inside);
        for (; changes != 0; changes &= changes - 1) {
            const auto at =
                static_cast<std::uint32_t>(word * kWord + static_cast<std::size_t>(std::countr_zero(changes)));
            if (inside == 0) {
                begin = at;
            } else {
                runs_.push_back({begin, at});
            }
            inside ^= 1U;
        }
    }
    return runs_;  // the bit after the last byte is 0 and ended them all
}

}  // namespace wirecopy::vectors
