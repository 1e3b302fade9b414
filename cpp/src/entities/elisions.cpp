#include "elisions.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "wirecopy/entities/languages.hpp"
#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::entities {
namespace {

constexpr std::size_t kPiece = 16;
using Piece = std::uint8_t __attribute__((vector_size(kPiece)));
using Halves = std::uint64_t __attribute__((vector_size(kPiece)));

}  // namespace

bool is_elided(std::string_view word) {
    const tokens::TokenKey key = tokens::token_key(word);
    return std::any_of(languages().begin(), languages().end(),
                       [&](const Language& each) { return (each.cues(key) & bit(Cue::elision)) != 0; });
}

void each_before_apostrophe(std::string_view text, const std::function<bool(const BeforeApostrophe&)>& take) {
    constexpr std::size_t kMostLetters = 8;
    const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
    const auto look = [&](std::size_t at) {
        const bool straight = text[at] == '\'';
        const std::size_t end = straight ? at : at - std::min<std::size_t>(at, 2);
        if (!straight && !text.substr(end).starts_with("’")) return true;
        std::size_t begin = end;
        while (begin > 0 && end - begin <= kMostLetters && is_letter(text[begin - 1])) --begin;
        if (begin == end || end - begin > kMostLetters || at + 1 == text.size()) return true;
        return take(BeforeApostrophe{begin, end, at + 1});
    };
    std::size_t at = 0;
    while (at < text.size()) {
        if (at + kPiece <= text.size()) {
            Piece piece;
            std::memcpy(&piece, text.data() + at, kPiece);
            const auto halves = reinterpret_cast<Halves>((piece == '\'') | (piece == 0x99));
            if ((halves[0] | halves[1]) == 0) {
                at += kPiece;
                continue;
            }
        }
        for (const std::size_t last = std::min(at + kPiece, text.size()); at < last; ++at) {
            if ((text[at] == '\'' || text[at] == '\x99') && !look(at)) return;
        }
    }
}

}  // namespace wirecopy::entities
