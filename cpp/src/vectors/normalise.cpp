#include "normalise.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include "wirecopy/text/utf8.hpp"

namespace wirecopy::vectors {
namespace {

/// Bytes that are looked at together.
constexpr std::size_t kBlock = 32;

constexpr UChar32 kCapitalSigma = 0x03A3;
constexpr UChar32 kCapitalDottedI = 0x0130;

void check(UErrorCode status) {
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU cannot normalise: ") + u_errorName(status));
}

/// Writes what ICU makes of a text.
class ColumnSink final : public icu::ByteSink {
  public:
    explicit ColumnSink(tokens::Column<char>& to) : to_(to) { to_.clear(); }
    void Append(const char* bytes, std::int32_t size) override { to_.append({bytes, static_cast<std::size_t>(size)}); }

  private:
    tokens::Column<char>& to_;
};

/// The quick way sees a character at a time, which the two that become more than one, or look around, forbid.
void lower_with_context(std::string_view text, tokens::Column<char>& to) {
    UErrorCode status = U_ZERO_ERROR;
    ColumnSink sink(to);
    icu::CaseMap::utf8ToLower("", 0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink,
                              nullptr, status);
    check(status);
}

/// The lower case of kBlock bytes, as far as they are ASCII: how many are, from the first on.
std::size_t lower_ascii(const char* from, char* to) {
    std::array<char, kBlock> bytes;
    std::memcpy(bytes.data(), from, kBlock);
    unsigned char all = 0;
    for (const char byte : bytes) all |= static_cast<unsigned char>(byte);
    for (char& byte : bytes) {
        const bool capital = static_cast<unsigned char>(byte - 'A') < 26;
        byte = static_cast<char>(byte | (capital ? 0x20 : 0));
    }
    std::memcpy(to, bytes.data(), kBlock);
    if (all < 0x80) return kBlock;
    return static_cast<std::size_t>(
        std::find_if(from, from + kBlock, [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; }) - from);
}

}  // namespace

void lower(std::string_view text, tokens::Column<char>& to) {
    // No character but the dotted I grows by more than half: two bytes may become three.
    to.resize(text.size() + text.size() / 2 + kBlock + U8_MAX_LENGTH);
    auto* const bytes = reinterpret_cast<std::uint8_t*>(to.data());
    std::size_t written = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (at + kBlock <= text.size()) {
            const std::size_t ascii = lower_ascii(text.data() + at, to.data() + written);
            at += ascii;
            written += ascii;
            if (ascii == kBlock) continue;
        }
        const auto [code_point, size] = text::character_at(text, at);
        const auto character = static_cast<UChar32>(code_point);
        if (character == kCapitalSigma || character == kCapitalDottedI) return lower_with_context(text, to);
        const UChar32 small = u_tolower(character);
        U8_APPEND_UNSAFE(bytes, written, small);
        at += size;
    }
    to.resize(written);
}

void strip_accents(Accents accents, tokens::Column<char>& text) {
    if (accents == Accents::keep || text::is_ascii(view(text))) return;
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
    check(status);
    // Character by character: what is kept is in order, since what moves is a mark and goes, and ICU takes quadratic
    // time to put many marks in order.
    const std::string before(text.data(), text.size());
    text.clear();
    icu::UnicodeString parts;
    for (std::size_t at = 0; at < before.size();) {
        const auto [code_point, size] = text::character_at(before, at);
        const auto character = static_cast<UChar32>(code_point);
        const std::string_view bytes = std::string_view(before).substr(at, size);
        at += size;
        if (code_point < 0x80) {
            text.append(bytes);
            continue;
        }
        if (nfkd->getDecomposition(character, parts) == 0) parts.setTo(character);
        for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
            const UChar32 part = parts.char32At(i);
            const bool kept = part < 0x80 || (accents == Accents::strip && u_getCombiningClass(part) == 0);
            if (!kept) continue;
            std::array<char, U8_MAX_LENGTH> encoded;
            std::int32_t length = 0;
            U8_APPEND_UNSAFE(reinterpret_cast<std::uint8_t*>(encoded.data()), length, part);
            text.append({encoded.data(), static_cast<std::size_t>(length)});
        }
    }
}

bool is_space(std::uint32_t code_point) {
    return (code_point >= 0x1C && code_point <= 0x1F) || u_isUWhiteSpace(static_cast<UChar32>(code_point)) != 0;
}

bool is_word_character(std::uint32_t code_point) {
    const std::uint32_t category = U_GET_GC_MASK(static_cast<UChar32>(code_point));
    return code_point == '_' || (category & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
}

}  // namespace wirecopy::vectors
