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
Piece load(const char* from, std::size_t size) {
    return load(from) & load(kKeep.data() + kPiece - size);
}

/// The same as two numbers.
using Halves = std::uint64_t __attribute__((vector_size(kPiece)));

Piece fold_ascii(Piece piece) {
    const Piece capital = reinterpret_cast<Piece>(static_cast<Piece>(piece - 'A') < 26);
    const Piece grave = reinterpret_cast<Piece>(piece == '`');
    return (piece | (capital & 0x20)) ^ (grave & ('`' ^ '\''));
}

bool is_ascii(Halves piece) {
    return ((piece[0] | piece[1]) & 0x8080808080808080U) == 0;
}

std::uint64_t start(std::size_t size) {
    return size * 0x9E3779B97F4A7C15U;
}

std::uint64_t mix(std::uint64_t hash, Halves piece) {
    const Product product = Product{piece[0] ^ 0xE7037ED1A0B428DBU ^ hash} * (piece[1] ^ 0x8EBC6AF09C88C6E3U);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

std::uint64_t hash_of(std::string_view bytes) {
    std::uint64_t hash = start(bytes.size());
    do {
        const std::size_t size = std::min(bytes.size(), kPiece);
        std::array<char, kPiece> padded{};
        std::copy_n(bytes.data(), size, padded.begin());
        hash = mix(hash, reinterpret_cast<Halves>(load(padded.data())));
        bytes.remove_prefix(size);
    } while (!bytes.empty());
    return hash;
}

}  // namespace

KeyMaker::KeyMaker() : short_forms_(kForms), long_forms_(kForms) {}

void KeyMaker::make_keys(std::string_view text, std::span<const std::uint32_t> begin,
                         std::span<const std::uint32_t> end, TokenKey* keys) {
    static_assert(kShort == kPiece);
    const char* const bytes = text.data();
    std::size_t readable = begin.size();  // tokens after which a whole piece of text follows
    while (readable > 0 && begin[readable - 1] + kPiece > text.size()) --readable;
    for (std::size_t i = 0; i < readable; ++i) {
        const std::size_t size = end[i] - begin[i];
        if (size > kPiece) {
            keys[i] = long_key({bytes + begin[i], size});
            continue;
        }
        const Piece piece = load(bytes + begin[i], size);
        const auto folded = reinterpret_cast<Halves>(fold_ascii(piece));
        keys[i] = mix(start(size), folded);
        if (!is_ascii(folded)) {
            const auto halves = reinterpret_cast<Halves>(piece);
            keys[i] = short_key({bytes + begin[i], size}, {halves[0], halves[1]}, keys[i]);
        }
    }
    for (std::size_t i = readable; i < begin.size(); ++i) keys[i] = long_key({bytes + begin[i], end[i] - begin[i]});
}

/// `hash`: any of the token's.
TokenKey KeyMaker::short_key(std::string_view token, const std::array<std::uint64_t, 2>& bytes, std::uint64_t hash) {
    ShortForm& form = short_forms_[hash % kForms];
    const bool same = form.bytes[0] == bytes[0] && form.bytes[1] == bytes[1] && form.size == token.size();
    if (!same || token.empty()) form = {bytes, token.size(), hash_of(text::fold(token))};
    return form.key;
}

TokenKey KeyMaker::long_key(std::string_view token) {
    if (token.size() > kLongest) return hash_of(text::fold(token));
    LongForm& form = long_forms_[hash_of(token) % kForms];
    if (std::string_view(form.bytes.data(), form.size) != token || token.empty()) {
        std::copy(token.begin(), token.end(), form.bytes.begin());
        form.size = static_cast<std::uint32_t>(token.size());
        form.key = hash_of(text::fold(token));
    }
    return form.key;
}

TokenKey token_key(std::string_view token) {
    return hash_of(text::fold(token));
}

}  // namespace wirecopy::tokens
