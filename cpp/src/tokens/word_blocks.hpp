#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "wirecopy/tokens/words.hpp"

#include "scan_notes.hpp"
#include "word_properties.hpp"

namespace wirecopy::tokens {

/// A letter of a script without spaces, on its own until the dictionary stage; never leaves the tokens room.
constexpr auto kDictionaryKind = static_cast<TokenKind>(4);

/// What `BlockScanner` looks for and where it writes.
struct SegmentSink {
    WordRules rules;
    WordColumns* words = nullptr;                 ///< either the tokens
    Column<std::uint32_t>* boundaries = nullptr;  ///< or all boundaries
    ScanNotes* notes = nullptr;                   ///< wanted or not
};

/// The segments that end at a bit of `ends`, and what they hold; the first that fits is their kind.
struct KindMasks {
    std::uint64_t ends, letter, digit, symbol, dictionary;
};

inline TokenKind kind_of(Weight weight) {
    switch (weight) {
        case Weight::dictionary:
            return kDictionaryKind;
        case Weight::word:
            return TokenKind::word;
        case Weight::number:
            return TokenKind::number;
        case Weight::punctuation:
            return TokenKind::punctuation;
        default:
            return TokenKind::symbol;  // a combining mark that combines with nothing is one
    }
}

// Each in a file of its own, compiled for its instructions.
void scan_blocks_avx2(std::string_view text, const SegmentSink& sink);
void scan_blocks_avx512(std::string_view text, const SegmentSink& sink);

}  // namespace wirecopy::tokens
