#include "token_keys.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>

#include "wirecopy/text/fold.hpp"
#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::tokens {
namespace {

static_assert(std::endian::native == std::endian::little, "keys are read from memory in little-endian order");

__extension__ using Product = unsigned __int128;
constexpr std::size_t kPiece = 16;

/// 16 bytes, zero after the end of the token.
using Piece = std::uint8_t __attribute__((vector_size(kPiece)));

constexpr std::array<std::uint8_t, 2 * kPiece> kKeep = [] {
    std::array<std::uint8_t, 2 * kPiece> keep{};
    std::fill_n(keep.begin(), kPiece, std::uint8_t{0xFF});
    return keep;
}();

Piece load(const void* from) {
    Piece piece;
    std::memcpy(&piece, from, kPiece);
    return piece;
}

/// The first `size` bytes at `from`, of which kPiece can be read.
Piece load(const char* from, std::size_t size) { return load(from) & load(kKeep.data() + kPiece - size); }

std::array<std::uint64_t, 2> halves(Piece piece) { return std::bit_cast<std::array<std::uint64_t, 2>>(piece); }

Piece fold_ascii(Piece piece) {
    const Piece capital = reinterpret_cast<Piece>(static_cast<Piece>(piece - 'A') < 26);
    const Piece grave = reinterpret_cast<Piece>(piece == '`');
    return (piece | (capital & 0x20)) ^ (grave & ('`' ^ '\''));
}

bool is_ascii(Piece piece) {
    const auto [low, high] = halves(piece);
    return ((low | high) & 0x8080808080808080U) == 0;
}

std::uint64_t start(std::size_t size) { return size * 0x9E3779B97F4A7C15U; }

std::uint64_t mix(std::uint64_t hash, Piece piece) {
    const auto [low, high] = halves(piece);
    const Product product = Product{low ^ 0xE7037ED1A0B428DBU ^ hash} * (high ^ 0x8EBC6AF09C88C6E3U);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

std::uint64_t hash_of(std::string_view bytes) {
    std::uint64_t hash = start(bytes.size());
    do {
        const std::size_t size = std::min(bytes.size(), kPiece);
        std::array<char, kPiece> padded{};
        std::copy_n(bytes.data(), size, padded.begin());
        hash = mix(hash, load(padded.data()));
        bytes.remove_prefix(size);
    } while (!bytes.empty());
    return hash;
}

}  // namespace

KeyMaker::KeyMaker() : forms_(kForms) {}

TokenKey KeyMaker::key(std::string_view text, std::uint32_t begin, std::uint32_t end) {
    const std::size_t size = end - begin;
    if (size <= kPiece && begin + kPiece <= text.size()) {
        const Piece piece = load(text.data() + begin, size);
        if (is_ascii(piece)) return mix(start(size), fold_ascii(piece));
    }
    return remembered(text.substr(begin, size));
}

TokenKey KeyMaker::remembered(std::string_view token) {
    if (token.size() > kLongest) return hash_of(text::fold(token));
    Form& form = forms_[hash_of(token) % kForms];
    if (std::string_view(form.bytes.data(), form.size) != token || token.empty()) {
        std::copy(token.begin(), token.end(), form.bytes.begin());
        form.size = static_cast<std::uint32_t>(token.size());
        form.key = hash_of(text::fold(token));
    }
    return form.key;
}

TokenKey token_key(std::string_view token) { return hash_of(text::fold(token)); }

}  // namespace wirecopy::tokens
