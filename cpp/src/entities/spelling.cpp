#include "wirecopy/entities/spelling.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include "wirecopy/text/fold.hpp"
#include "wirecopy/text/utf8.hpp"
#include "wirecopy/tokens/tokenize.hpp"

#include "endings.hpp"
#include "word_forms.hpp"

namespace wirecopy::entities {
namespace {

static_assert(std::endian::native == std::endian::little, "keys are read from memory in little-endian order");

using tokens::TokenKind;

constexpr std::size_t kPiece = 16;
__extension__ using Product = unsigned __int128;
/// 16 bytes, zero after the end of the word; and the same as two numbers.
using Piece = std::uint8_t __attribute__((vector_size(kPiece)));
using Halves = std::uint64_t __attribute__((vector_size(kPiece)));

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

SpellingKey start(std::size_t size) {
    return size * 0x9E3779B97F4A7C15U;
}

SpellingKey mix(SpellingKey hash, Halves piece) {
    const Product product = Product{piece[0] ^ 0xA0761D6478BD642FU ^ hash} * (piece[1] ^ 0xE7037ED1A0B428DBU);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

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

/// "U.S", "J.K": letters with full stops between them.
bool is_initials(std::string_view token) {
    bool stop = true;
    for (std::size_t at = 0; at < token.size();) {
        const text::Character character = text::character_at(token, at);
        const bool is_stop = character.code_point == '.';
        if (stop == is_stop) return false;
        if (!is_stop && !u_isalpha(static_cast<UChar32>(character.code_point))) return false;
        stop = is_stop;
        at += character.size;
    }
    return !stop && token.find('.') != std::string_view::npos;
}

/// The full stop of a token where a space was lost: "danger.It"; 0 when there is none.
std::size_t lost_space(std::string_view token) {
    for (std::size_t at = token.find('.'); at != std::string_view::npos; at = token.find('.', at + 1)) {
        if (at == 0 || at + 1 == token.size()) continue;
        const char before = token[at - 1];
        const char after = token[at + 1];
        if (before >= 'a' && before <= 'z' && after >= 'A' && after <= 'Z') return at;
    }
    return 0;
}

bool is_capital(std::string_view token) {
    const auto c = static_cast<UChar32>(text::character_at(token, 0).code_point);
    return u_isUUppercase(c) != 0 || u_istitle(c) != 0;
}

bool is_hyphen(std::string_view mark) {
    return mark == "-" ||
           (mark.size() == 3 && mark[0] == '\xE2' && mark[1] == '\x80' && mark[2] >= '\x90' && mark[2] <= '\x95');
}

/// Letters of scripts that write no spaces are of no named kind, and words.
bool is_mark(TokenKind kind) {
    return kind == TokenKind::punctuation || kind == TokenKind::symbol;
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

std::span<const SpelledWord> SpellingReader::read(std::string_view text) {
    found_.clear();
    tokens::find_words(text, tokens::WordRules::news, found_);
    return read(text, found_.begin, found_.end, found_.kind);
}

std::span<const SpelledWord> SpellingReader::read(std::string_view text, std::span<const std::uint32_t> begin,
                                                  std::span<const std::uint32_t> end, std::span<const TokenKind> kind) {
    words_.clear();
    words_.reserve(begin.size());
    stems_.clear();
    for (std::size_t i = 0; i < begin.size(); ++i) {
        const std::uint32_t from = begin[i];
        const std::uint32_t to = end[i];
        const std::size_t size = to - from;
        if (is_mark(kind[i])) {
            const std::string_view mark = text.substr(from, size);
            const bool tight = !words_.empty() && words_.back().end == from && i + 1 < begin.size() &&
                               begin[i + 1] == to && !is_mark(kind[i + 1]);
            if (tight && is_hyphen(mark)) words_.back().hyphen = true;
            if (mark == "&") words_.push_back({spelling_key(mark), from, to, 0, false, false, false});
            continue;
        }
        if (size <= kPiece && from + kPiece <= text.size()) {
            const Piece piece = load(text.data() + from) & load(kKeep.data() + kPiece - size);
            const Piece small = piece | 0x20;
            const auto letter = reinterpret_cast<Piece>(static_cast<Piece>(small - 'a') < 26);
            const auto digit = reinterpret_cast<Piece>(static_cast<Piece>(piece - '0') < 10);
            const auto odd =
                reinterpret_cast<Halves>(static_cast<Piece>(~(letter | digit)) & load(kKeep.data() + kPiece - size));
            if ((odd[0] | odd[1]) == 0) {
                const auto folded = reinterpret_cast<Halves>(static_cast<Piece>(piece | (letter & 0x20)));
                const bool capital = text[from] >= 'A' && text[from] <= 'Z';
                words_.push_back({mix(start(size), folded), from, to, 0, capital, false, false});
                continue;
            }
        }
        add(text, from, to, kind[i]);
    }
    add_endings(text);
    return words_;
}

void SpellingReader::add(std::string_view text, std::uint32_t begin, std::uint32_t end, TokenKind kind) {
    std::string_view token = text.substr(begin, end - begin);
    if (kind == TokenKind::word) {
        for (std::size_t stop = lost_space(token); stop != 0; stop = lost_space(token)) {
            add(text, begin, begin + static_cast<std::uint32_t>(stop), kind);
            begin += static_cast<std::uint32_t>(stop) + 1;
            token.remove_prefix(stop + 1);
        }
    }
    const Form& form = form_of(token, kind);
    const auto first_stem = static_cast<std::uint32_t>(stems_.size()) + 1;
    for (const Stem& each : form.stems) stems_.push_back({each.key, begin + each.end, each.last});
    const bool stop = form.initials && end < text.size() && text[end] == '.';
    words_.push_back({form.key, begin, end + (stop ? 1 : 0), form.stems.empty() ? 0 : first_stem, form.capital, false,
                      form.initials});
}

const SpellingReader::Form& SpellingReader::form_of(std::string_view token, TokenKind kind) {
    if (token.size() > kLongest) {
        learn(token, kind, long_form_);
        return long_form_;
    }
    Form& form = forms_[spelling_key(token) % kForms];
    if (std::string_view(form.token.data(), form.size) == token && form.kind == kind && form.size > 0) return form;
    std::copy(token.begin(), token.end(), form.token.begin());
    form.size = static_cast<std::uint32_t>(token.size());
    learn(token, kind, form);
    return form;
}

void SpellingReader::learn(std::string_view token, TokenKind kind, Form& form) {
    form.kind = kind;
    form.key = spelling_key(spelling(token, kind));
    form.capital = is_capital(token);
    form.initials = kind == TokenKind::word && is_initials(token);
    form.stems.clear();
    if (kind != TokenKind::word) return;
    cuts_.clear();
    if (const std::size_t ending = possessive_ending(token); ending != 0) {
        const auto size = static_cast<std::uint32_t>(token.size() - ending);
        cuts_.push_back({size, size});
    } else {
        Endings::of_letters().append_cuts(token, cuts_);
    }
    append_stems(token, kind, 0, form.stems);
}

/// Appends what the cuts leave of a token that begins at `begin`.
void SpellingReader::append_stems(std::string_view token, TokenKind kind, std::uint32_t begin,
                                  std::vector<Stem>& stems) const {
    for (const WordCut& cut : cuts_) {
        const SpellingKey key = spelling_key(spelling(token.substr(0, cut.stem), kind));
        stems.push_back({key, begin + cut.mention, &cut == &cuts_.back()});
    }
}

/// Adds the forms without endings of the languages that the text is written in.
void SpellingReader::add_endings(std::string_view text) {
    for (const Endings& endings : Endings::of_languages()) {
        if (!endings.spoken_in(words_)) continue;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            SpelledWord& word = words_[i];
            if (!word.capital || word.stem != 0) continue;
            const std::string_view token = text.substr(word.begin, word.end - word.begin);
            cuts_.clear();
            endings.append_cuts(token, cuts_);
            if (cuts_.empty()) continue;
            word.stem = static_cast<std::uint32_t>(stems_.size()) + 1;
            append_stems(token, TokenKind::word, word.begin, stems_);
        }
    }
}

std::span<const Stem> SpellingReader::stems(const SpelledWord& word) const {
    if (word.stem == 0) return {};
    const auto first = stems_.begin() + (static_cast<std::ptrdiff_t>(word.stem) - 1);
    return {first, std::find_if(first, stems_.end(), [](const Stem& stem) { return stem.last; }) + 1};
}

}  // namespace wirecopy::entities
