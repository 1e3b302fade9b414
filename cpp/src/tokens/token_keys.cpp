#include "token_keys.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>

#include "wirecopy/text/fold.hpp"
#include "wirecopy/tokens/tokenize.hpp"
#include "wirecopy/tokens/words.hpp"

#include "token_hash.hpp"

namespace wirecopy::tokens {
namespace {

constexpr std::size_t kPiece = kHashedAtOnce;

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

std::uint64_t mixed(std::uint64_t hash, Halves piece) {
    return tokens::mixed(hash, piece[0], piece[1]);
}

std::uint64_t hash_of(std::string_view bytes) {
    std::uint64_t hash = start_of_hash(bytes.size());
    do {
        const std::size_t size = std::min(bytes.size(), kPiece);
        std::array<char, kPiece> padded{};
        std::copy_n(bytes.data(), size, padded.begin());
        hash = mixed(hash, reinterpret_cast<Halves>(load(padded.data())));
        bytes.remove_prefix(size);
    } while (!bytes.empty());
    return hash;
}

/// The key of a token behind which a whole piece can be read, if it is ASCII.
std::optional<TokenKey> long_ascii_key(std::string_view token) {
    std::uint64_t hash = start_of_hash(token.size());
    for (std::size_t at = 0; at < token.size(); at += kPiece) {
        const std::size_t size = std::min(token.size() - at, kPiece);
        const auto folded = reinterpret_cast<Halves>(fold_ascii(load(token.data() + at, size)));
        if (!is_ascii(folded)) return std::nullopt;
        hash = mixed(hash, folded);
    }
    return hash;
}

}  // namespace

std::size_t make_short_ascii_keys(std::string_view text, std::span<const std::uint32_t> begin,
                                  std::span<const std::uint32_t> end, std::size_t first, TokenKey* keys,
                                  std::uint32_t* others) {
    std::size_t found = 0;
    for (std::size_t i = first; i < begin.size(); ++i) {
        const std::size_t size = end[i] - begin[i];
        others[found] = static_cast<std::uint32_t>(i);
        if (size > kPiece || begin[i] + kPiece > text.size()) {
            keys[i] = 0;
            ++found;
            continue;
        }
        const auto folded = reinterpret_cast<Halves>(fold_ascii(load(text.data() + begin[i], size)));
        keys[i] = mixed(start_of_hash(size), folded);
        found += is_ascii(folded) ? 0 : 1;
    }
    return found;
}

KeyMaker::KeyMaker() : short_forms_(kForms), long_forms_(kForms) {}

void KeyMaker::make_keys(std::string_view text, std::span<const std::uint32_t> begin,
                         std::span<const std::uint32_t> end, TokenKey* keys) {
    static_assert(kShort == kPiece);
    const auto token = [&](std::size_t i) { return text.substr(begin[i], end[i] - begin[i]); };
    others_.resize(begin.size() + 16);
#ifdef __x86_64__
    if (taken_path() == Path::avx512) {
        others_.resize(make_short_ascii_keys_avx512(text, begin, end, keys, others_.data()));
    } else
#endif
    {
        others_.resize(make_short_ascii_keys(text, begin, end, 0, keys, others_.data()));
    }
    for (const std::uint32_t i : others_) {
        const bool is_short = end[i] - begin[i] <= kPiece && begin[i] + kPiece <= text.size();
        keys[i] = is_short ? short_key(token(i), keys[i]) : long_key(token(i), text.size() - begin[i]);
    }
}

/// `hash`: any of the token's; of its text a whole piece can be read.
TokenKey KeyMaker::short_key(std::string_view token, std::uint64_t hash) {
    const auto bytes = reinterpret_cast<Halves>(load(token.data(), token.size()));
    ShortForm& form = short_forms_[hash % kForms];
    const bool same = form.bytes[0] == bytes[0] && form.bytes[1] == bytes[1] && form.size == token.size();
    if (!same || token.empty()) form = {{bytes[0], bytes[1]}, token.size(), hash_of(text::fold(token))};
    return form.key;
}

TokenKey KeyMaker::long_key(std::string_view token, std::size_t readable) {
    if (token.size() > kLongest) return hash_of(text::fold(token));
    if (token.size() + kPiece <= readable) {
        if (const auto key = long_ascii_key(token)) return *key;
    }
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
