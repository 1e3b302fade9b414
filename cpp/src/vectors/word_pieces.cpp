#include "wirecopy/vectors/word_pieces.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "wirecopy/text/utf8.hpp"

#include "piece_memory.hpp"
#include "whole_pieces.hpp"

namespace wirecopy::vectors {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

bool is_white_space(UChar32 character) {
    return u_isUWhiteSpace(character) != 0;
}

/// Control characters and what has no place in a text, but no white space.
bool is_control(UChar32 character) {
    constexpr std::uint32_t others = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK | U_GC_CS_MASK;
    if (character == '\t' || character == '\n' || character == '\r') return false;
    return character == 0 || character == 0xFFFD || (U_GET_GC_MASK(character) & others) != 0;
}

bool is_punctuation(UChar32 character) {
    if (character < 0x80) return u_isgraph(character) != 0 && u_isalnum(character) == 0;
    return (U_GET_GC_MASK(character) & U_GC_P_MASK) != 0;
}

bool is_cjk(UChar32 character) {
    constexpr std::array<std::pair<UChar32, UChar32>, 8> ranges{{{0x4E00, 0x9FFF},
                                                                 {0x3400, 0x4DBF},
                                                                 {0x20000, 0x2A6DF},
                                                                 {0x2A700, 0x2B73F},
                                                                 {0x2B740, 0x2B81F},
                                                                 {0x2B920, 0x2CEAF},
                                                                 {0xF900, 0xFAFF},
                                                                 {0x2F800, 0x2FA1F}}};
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](const auto& range) { return range.first <= character && character <= range.second; });
}

/// The canonical decomposition (NFD). ICU takes quadratic time to put many marks in order.
std::vector<UChar32> decomposition(const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot decompose a word");
    std::vector<UChar32> result;
    std::size_t marks = 0;  // where those that follow each other begin
    const auto put_in_order = [&] {
        std::stable_sort(result.begin() + static_cast<std::ptrdiff_t>(marks), result.end(),
                         [](UChar32 a, UChar32 b) { return u_getCombiningClass(a) < u_getCombiningClass(b); });
    };
    icu::UnicodeString parts;
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        const UChar32 character = text.char32At(at);
        if (nfd->getDecomposition(character, parts) == 0) parts.setTo(character);
        for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
            const UChar32 part = parts.char32At(i);
            if (u_getCombiningClass(part) == 0) put_in_order();
            result.push_back(part);
            if (u_getCombiningClass(part) == 0) marks = result.size();
        }
    }
    put_in_order();
    return result;
}

/// Names looked up without making strings of them.
struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
};
using Numbers = std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>>;

}  // namespace

struct WordPieces::Tables {
    WholePieces whole;
    std::size_t count = 0;
    std::size_t longest_word = 0;
    bool clean = false;
    bool cut_cjk = false;
    bool strip_accents = false;
    bool lowercase = false;
    std::uint32_t unknown = kNone;
    Numbers first = {};   ///< pieces that begin a word
    Numbers inside = {};  ///< the others, without what they begin with
    std::size_t longest_piece = 0;

    icu::UnicodeString normalised(std::string_view run) const;
    void append_word(std::string_view word, std::size_t characters, std::vector<std::uint32_t>& pieces) const;
    void append_run(std::string_view run, std::vector<std::uint32_t>& pieces) const;
    void append_stretch(std::string_view text, PieceMemory& memory, std::vector<std::uint32_t>& pieces) const;
};

WordPieces::WordPieces(const WordPieceModel& model) {
    auto tables = std::make_unique<Tables>(Tables{WholePieces(model.whole), size_of(model.pieces, model.whole),
                                                  model.longest_word, model.clean, model.cut_cjk, model.strip_accents,
                                                  model.lowercase, model.unknown.value_or(kNone)});
    for (std::size_t i = 0; i < model.pieces.names.size(); ++i) {
        const std::string_view piece = model.pieces.names[i];
        const std::uint32_t number = model.pieces.numbers[i];
        if (piece.empty()) continue;
        tables->longest_piece = std::max(tables->longest_piece, piece.size());
        tables->first.emplace(piece, number);
        if (piece.starts_with(model.inside)) tables->inside.emplace(piece.substr(model.inside.size()), number);
    }
    tables_ = std::move(tables);
}
WordPieces::~WordPieces() = default;

std::size_t WordPieces::size() const {
    return tables_->count;
}

icu::UnicodeString WordPieces::Tables::normalised(std::string_view run) const {
    icu::UnicodeString cleaned;
    for (std::size_t at = 0; at < run.size();) {
        const auto [code_point, size] = text::character_at(run, at);
        at += size;
        auto character = static_cast<UChar32>(code_point);
        if (clean && is_control(character)) continue;
        if (clean && is_white_space(character)) character = ' ';
        const bool alone = cut_cjk && is_cjk(character);
        if (alone) cleaned.append(UChar32{' '});
        cleaned.append(character);
        if (alone) cleaned.append(UChar32{' '});
    }
    if (strip_accents) {
        std::vector<UChar32> decomposed = decomposition(cleaned);
        std::erase_if(decomposed, [](UChar32 character) { return u_charType(character) == U_NON_SPACING_MARK; });
        cleaned = icu::UnicodeString::fromUTF32(decomposed.data(), static_cast<std::int32_t>(decomposed.size()));
    }
    if (!lowercase) return cleaned;
    icu::UnicodeString result;
    for (std::int32_t at = 0; at < cleaned.length(); at = cleaned.moveIndex32(at, 1)) {
        icu::UnicodeString character(cleaned.char32At(at));
        // A sigma by itself ends no word.
        result.append(cleaned.char32At(at) == 0x03A3 ? icu::UnicodeString(UChar32{0x03C3})
                                                     : character.toLower(icu::Locale::getRoot()));
    }
    return result;
}

void WordPieces::Tables::append_word(std::string_view word, std::size_t characters,
                                     std::vector<std::uint32_t>& pieces) const {
    const std::size_t before = pieces.size();
    bool known = characters <= longest_word;
    for (std::size_t begin = 0; known && begin < word.size();) {
        const Numbers& numbers = begin == 0 ? first : inside;
        std::size_t end = std::min(word.size(), begin + longest_piece);
        auto found = numbers.end();
        for (; end > begin && found == numbers.end(); --end) found = numbers.find(word.substr(begin, end - begin));
        known = found != numbers.end();
        if (!known) break;
        pieces.push_back(found->second);
        begin = end + 1;
    }
    if (known) return;
    pieces.resize(before);
    if (unknown != kNone) pieces.push_back(unknown);
}

void WordPieces::Tables::append_run(std::string_view run, std::vector<std::uint32_t>& pieces) const {
    const icu::UnicodeString text = normalised(run);
    std::string word;
    std::size_t characters = 0;
    const auto end_word = [&] {
        if (!word.empty()) append_word(word, characters, pieces);
        word.clear();
        characters = 0;
    };
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        const UChar32 character = text.char32At(at);
        if (is_white_space(character)) {
            end_word();
            continue;
        }
        const bool alone = is_punctuation(character);
        if (alone) end_word();
        icu::UnicodeString(character).toUTF8String(word);
        ++characters;
        if (alone) end_word();
    }
    end_word();
}

void WordPieces::Tables::append_stretch(std::string_view text, PieceMemory& memory,
                                        std::vector<std::uint32_t>& pieces) const {
    for (std::size_t at = 0; at < text.size();) {
        while (at < text.size() && is_blank(text[at])) ++at;
        std::size_t end = at;
        while (end < text.size() && !is_blank(text[end])) ++end;
        const std::string_view run = text.substr(at, end - at);
        const bool padded = text.size() - at >= kTermPiece;
        at = end;
        if (run.empty()) break;
        if (run.size() > PieceMemory::kLongest) {
            append_run(run, pieces);
            continue;
        }
        std::array<char, kTermPiece> copy{};
        if (!padded) std::copy(run.begin(), run.end(), copy.begin());
        const RunKey key = RunKey::of(padded ? run : std::string_view(copy.data(), run.size()));
        if (const auto seen = memory.find(run, key)) {
            pieces.insert(pieces.end(), seen->begin(), seen->end());
            continue;
        }
        const std::size_t before = pieces.size();
        append_run(run, pieces);
        memory.add(run, key, std::span(pieces).subspan(before));
    }
}

void WordPieces::append(std::string_view text, PieceMemory& memory, std::vector<std::uint32_t>& pieces) const {
    tables_->whole.cut(
        text, [&](std::string_view stretch) { tables_->append_stretch(stretch, memory, pieces); },
        [&](std::uint32_t piece) { pieces.push_back(piece); });
}

}  // namespace wirecopy::vectors
