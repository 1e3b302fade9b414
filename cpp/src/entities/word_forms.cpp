#include "word_forms.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace wirecopy::entities {
namespace {

/// Whether the 8 bytes are all small letters of ASCII.
bool are_small(std::uint64_t bytes) {
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    constexpr std::uint64_t kHigh = 0x80 * kOnes;
    const std::uint64_t from_a = (bytes | kHigh) - 'a' * kOnes;              // the high bit stays from 'a' on
    const std::uint64_t behind_z = (bytes & ~kHigh) + (0x7F - 'z') * kOnes;  // and is set behind 'z'
    return (from_a & ~behind_z & ~bytes & kHigh) == kHigh;
}

std::uint64_t eight_bytes(const char* from) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, from, sizeof(bytes));
    return bytes;
}

}  // namespace

std::size_t possessive_ending(std::string_view token) {
    if (token.size() < 3 || (token.back() != 's' && token.back() != 'S')) return 0;
    const std::string_view stem = token.substr(0, token.size() - 1);
    for (const std::string_view mark : {"'", "’", "‘", "＇"}) {
        if (stem.size() > mark.size() && stem.ends_with(mark)) return mark.size() + 1;
    }
    return 0;
}

bool is_plain(std::string_view text, tokens::ByteSpan span) {
    constexpr std::size_t kStep = sizeof(std::uint64_t);
    const char* word = text.data() + span.begin;
    const std::size_t size = span.end - span.begin;
    const auto first = static_cast<unsigned char>(word[0] | 0x20);
    if (first < 'a' || first > 'z' || (size == 1 && word[0] < 'a')) return false;
    if (span.begin + kStep > text.size()) {
        return std::all_of(word + 1, word + size, [](char c) { return c >= 'a' && c <= 'z'; });
    }
    constexpr std::uint64_t kFirst = std::endian::native == std::endian::little ? 0x20 : std::uint64_t{0x20} << 56U;
    std::uint64_t head = eight_bytes(word) | kFirst;
    if (size < kStep) {
        const auto bits = static_cast<unsigned>(8 * (kStep - size));  // behind the word
        constexpr std::uint64_t kFill = 0x6161616161616161;
        head = std::endian::native == std::endian::little
                   ? (head << bits >> bits) | (kFill >> (64 - bits) << (64 - bits))
                   : (head >> bits << bits) | (kFill << (64 - bits) >> (64 - bits));
        return are_small(head);
    }
    if (!are_small(head)) return false;
    for (std::size_t at = kStep; at < size; at += kStep) {
        if (!are_small(eight_bytes(word + std::min(at, size - kStep)))) return false;
    }
    return true;
}

Shape shape_of(std::string_view word) {
    std::size_t upper = 0;
    std::size_t lower = 0;
    std::size_t other = 0;
    bool digit = false;
    bool first_upper = false;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(word.data());
    const auto size = static_cast<std::int64_t>(word.size());
    for (std::int64_t at = 0; at < size;) {
        UChar32 c = 0;
        U8_NEXT(bytes, at, size, c);
        if (u_isUUppercase(c) || u_istitle(c)) {
            first_upper = first_upper || upper + lower + other == 0;
            ++upper;
        } else if (u_isULowercase(c)) {
            ++lower;
        } else if (u_isalpha(c)) {
            ++other;
        } else {
            digit = digit || u_isdigit(c);
        }
    }
    if (upper + lower + other == 0) return digit ? Shape::number : Shape::caseless;
    if (upper == 0) return lower > 0 ? Shape::lower : Shape::caseless;
    if (lower > 0) return first_upper || upper > 1 ? Shape::capitalised : Shape::lower;
    return upper == 1 && !digit ? Shape::initial : Shape::upper;
}

}  // namespace wirecopy::entities
