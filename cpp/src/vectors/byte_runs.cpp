#include "byte_runs.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

#include "wirecopy/text/utf8.hpp"

#include "normalise.hpp"

namespace wirecopy::vectors {
namespace {

constexpr std::size_t kWord = 64;

/// The lowest bit of each of eight bytes, the first byte's first.
std::uint64_t gather(const std::uint8_t* bytes) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes, sizeof eight);
    return ((eight & 0x0101010101010101U) * 0x0102040810204080U) >> 56U;
}

std::uint8_t is_between(std::uint8_t byte, std::uint8_t first, std::uint8_t last) {
    return static_cast<std::uint8_t>(static_cast<std::uint8_t>(byte - first) <= last - first);
}

/// What `is_word_character` and `is_space` say of ASCII, without a decision: a compiler makes many at a time of it.
struct WordCharacters {
    static std::uint8_t holds(std::uint8_t byte) {
        return is_between(byte | 0x20U, 'a', 'z') | is_between(byte, '0', '9') | is_between(byte, '_', '_');
    }
};

struct AllButSpaces {
    static std::uint8_t holds(std::uint8_t byte) {
        const std::uint8_t space =
            is_between(byte, '\t', '\r') | is_between(byte, 0x1C, 0x1F) | is_between(byte, ' ', ' ');
        return static_cast<std::uint8_t>(is_between(byte, 0, 0x7F) & (space ^ 1U));
    }
};

/// Two numbers a block of bytes.
struct Marks {
    std::uint64_t kind = 0;
    std::uint64_t beyond_ascii = 0;
};

template <typename Kind>
Marks marks_of(const char* text) {
    std::array<std::uint8_t, kWord> bytes;
    std::array<std::uint8_t, kWord> holds;
    std::array<std::uint8_t, kWord> others;
    std::memcpy(bytes.data(), text, kWord);
    for (std::size_t i = 0; i < kWord; ++i) holds[i] = Kind::holds(bytes[i]);
    for (std::size_t i = 0; i < kWord; ++i) others[i] = static_cast<std::uint8_t>(bytes[i] >> 7U);
    Marks marks;
    for (std::size_t i = 0; i < kWord; i += 8) {
        marks.kind |= gather(holds.data() + i) << i;
        marks.beyond_ascii |= gather(others.data() + i) << i;
    }
    return marks;
}

/// Appends `first` plus the place of each bit, some at a time: only where there are more is a decision taken.
void append_places(std::uint64_t bits, std::size_t first, tokens::Column<std::uint32_t>& to) {
    constexpr int kStep = 12;
    const std::size_t size = to.size();
    const int count = std::popcount(bits);
    to.reserve(size + kWord);
    std::uint32_t* place = to.data() + size;
    for (int done = 0; done < count; done += kStep) {
        for (int i = 0; i < kStep; ++i) {
            *place++ = static_cast<std::uint32_t>(first + static_cast<std::size_t>(std::countr_zero(bits)));
            bits &= bits - 1;
        }
    }
    to.resize(size + static_cast<std::size_t>(count));
}

}  // namespace

template <typename Kind>
void RunFinder::mark_bytes(std::string_view text) {
    const std::size_t whole = text.size() / kWord;
    bits_.resize(whole + 1);
    others_.resize(whole + 1);
    const auto mark = [&](std::size_t word, const char* bytes) {
        const Marks marks = marks_of<Kind>(bytes);
        bits_[word] = marks.kind;
        others_[word] = marks.beyond_ascii;
    };
    for (std::size_t word = 0; word < whole; ++word) mark(word, text.data() + word * kWord);
    std::array<char, kWord> rest;
    rest.fill(' ');  // is of neither kind
    std::copy(text.begin() + static_cast<std::ptrdiff_t>(whole * kWord), text.end(), rest.begin());
    mark(whole, rest.data());
}

void RunFinder::mark_characters(std::string_view text) {
    for (std::size_t word = 0; word < others_.size(); ++word) {
        for (std::uint64_t left = others_[word]; left != 0; left &= left - 1) {
            const std::size_t at = word * kWord + static_cast<std::size_t>(std::countr_zero(left));
            if ((static_cast<std::uint8_t>(text[at]) & 0xC0U) == 0x80) continue;  // inside a character
            const auto [code_point, size] = text::character_at(text, at);
            const bool holds = kind_ == RunsOf::word_characters ? is_word_character(code_point) : !is_space(code_point);
            if (!holds) continue;
            for (std::size_t byte = at; byte < at + size; ++byte) bits_[byte / kWord] |= 1ULL << (byte % kWord);
        }
    }
}

void RunFinder::find(std::string_view text) {
    if (kind_ == RunsOf::word_characters) {
        mark_bytes<WordCharacters>(text);
    } else {
        mark_bytes<AllButSpaces>(text);
    }
    mark_characters(text);
    begin_.clear();
    end_.clear();
    std::uint64_t before = 0;  // 1 when the byte before is in a run
    for (std::size_t word = 0; word < bits_.size(); ++word) {
        const std::uint64_t shifted = bits_[word] << 1U | before;
        append_places(bits_[word] & ~shifted, word * kWord, begin_);
        append_places(~bits_[word] & shifted, word * kWord, end_);
        before = bits_[word] >> (kWord - 1);
    }  // the bit after the last byte is 0 and ended them all
}

}  // namespace wirecopy::vectors
