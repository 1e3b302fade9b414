#include "wirecopy/entities/spelling.hpp"

#include <algorithm>
#include <array>

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include "wirecopy/text/fold.hpp"
#include "wirecopy/text/utf8.hpp"

#include "spelling_pieces.hpp"

namespace wirecopy::entities {
namespace {

using tokens::TokenKind;

/// Letters that Unicode takes for letters of their own and many writers for a letter with a mark.
std::u16string_view plain_letters(char16_t c) {
    switch (c) {
        case u'ø':
            return u"o";
        case u'ł':
            return u"l";
        case u'đ':
            return u"d";
        case u'ħ':
            return u"h";
        case u'ŧ':
            return u"t";
        case u'ı':
            return u"i";
        case u'æ':
            return u"ae";
        case u'œ':
            return u"oe";
        case u'ё':
            return u"е";
        default:
            return {};
    }
}

/// Folded text with Latin and Greek letters without their marks. Other scripts write other letters by marks.
std::string without_marks(std::string_view folded) {
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* const nfd = icu::Normalizer2::getNFDInstance(error);
    const icu::Normalizer2* const nfc = icu::Normalizer2::getNFCInstance(error);
    if (U_FAILURE(error)) return std::string(folded);
    icu::UnicodeString plain = icu::UnicodeString::fromUTF8({folded.data(), static_cast<std::int32_t>(folded.size())});
    for (std::int32_t i = 0; i < plain.length(); ++i) {
        const std::u16string_view letters = plain_letters(plain.charAt(i));
        if (letters.empty()) continue;
        plain.replace(i, 1, letters.data(), static_cast<std::int32_t>(letters.size()));
        i += static_cast<std::int32_t>(letters.size()) - 1;
    }
    const icu::UnicodeString apart = nfd->normalize(plain, error);
    icu::UnicodeString kept;
    bool bare = false;  // the letter before loses its marks
    for (std::int32_t i = 0; i < apart.length(); i = apart.moveIndex32(i, 1)) {
        const UChar32 c = apart.char32At(i);
        if (c >= 0x300 && c < 0x370) {
            if (!bare) kept.append(c);
            continue;
        }
        UErrorCode unknown = U_ZERO_ERROR;
        const UScriptCode script = uscript_getScript(c, &unknown);
        bare = script == USCRIPT_LATIN || script == USCRIPT_GREEK;
        kept.append(c);
    }
    std::string result;
    nfc->normalize(kept, error).toUTF8String(result);
    return U_FAILURE(error) ? std::string(folded) : result;
}

}  // namespace

std::string spelling(std::string_view word, TokenKind kind) {
    std::string folded = text::fold(word);
    if (!text::is_ascii(folded)) folded = without_marks(folded);
    if (kind == TokenKind::word) std::erase_if(folded, [](char c) { return c == '.' || c == '\''; });
    return folded;
}

SpellingKey spelling_key(std::string_view spelling) {
    SpellingKey key = start(spelling.size());
    do {
        const std::size_t size = std::min(spelling.size(), kPiece);
        std::array<char, kPiece> padded{};
        std::copy_n(spelling.data(), size, padded.begin());
        key = mix(key, reinterpret_cast<Halves>(load(padded.data())));
        spelling.remove_prefix(size);
    } while (!spelling.empty());
    return key;
}

}  // namespace wirecopy::entities
