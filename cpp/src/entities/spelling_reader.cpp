#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <unicode/uchar.h>

#include "wirecopy/entities/spelling.hpp"
#include "wirecopy/text/utf8.hpp"

#include "elisions.hpp"
#include "endings.hpp"
#include "spelling_pieces.hpp"
#include "word_forms.hpp"

namespace wirecopy::entities {
namespace {

using tokens::TokenKind;

constexpr std::array<std::uint8_t, 2 * kPiece> kKeep = [] {
    std::array<std::uint8_t, 2 * kPiece> keep{};
    std::fill_n(keep.begin(), kPiece, std::uint8_t{0xFF});
    return keep;
}();

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

/// The first full stop from `from` on where a space was lost ("danger.It"); npos when there is none.
std::size_t lost_space(std::string_view text, std::size_t from) {
    for (std::size_t at = text.find('.', from); at != std::string_view::npos; at = text.find('.', at + 1)) {
        if (at == 0 || at + 1 == text.size()) continue;
        const char before = text[at - 1];
        const char after = text[at + 1];
        if (before >= 'a' && before <= 'z' && after >= 'A' && after <= 'Z') return at;
    }
    return std::string_view::npos;
}

/// Whether there is any, 16 bytes at a time.
bool has_lost_space(std::string_view text) {
    Piece any{};
    std::size_t at = 1;
    for (; at + kPiece < text.size(); at += kPiece) {
        const Piece before = load(text.data() + at - 1);
        const Piece stop = load(text.data() + at);
        const Piece after = load(text.data() + at + 1);
        any |= reinterpret_cast<Piece>(static_cast<Piece>(before - 'a') < 26) & reinterpret_cast<Piece>(stop == '.') &
               reinterpret_cast<Piece>(static_cast<Piece>(after - 'A') < 26);
    }
    const auto halves = reinterpret_cast<Halves>(any);
    return (halves[0] | halves[1]) != 0 || lost_space(text, at) != std::string_view::npos;
}

/// The key of a word of at most 16 ASCII letters and digits; 0 for another.
SpellingKey plain_key(std::string_view text, std::uint32_t from, std::uint32_t to) {
    const std::size_t size = to - from;
    if (size > kPiece || from + kPiece > text.size()) return 0;
    const Piece inside = load(kKeep.data() + kPiece - size);
    const Piece piece = load(text.data() + from) & inside;
    const Piece small = piece | 0x20;
    const auto letter = reinterpret_cast<Piece>(static_cast<Piece>(small - 'a') < 26);
    const auto digit = reinterpret_cast<Piece>(static_cast<Piece>(piece - '0') < 10);
    const auto odd = reinterpret_cast<Halves>(static_cast<Piece>(~(letter | digit)) & inside);
    if ((odd[0] | odd[1]) != 0) return 0;
    return mix(start(size), reinterpret_cast<Halves>(static_cast<Piece>(piece | (letter & 0x20))));
}

bool is_capital(std::string_view token) {
    const auto c = static_cast<UChar32>(text::character_at(token, 0).code_point);
    return u_isUUppercase(c) != 0 || u_istitle(c) != 0;
}

bool is_hyphen(std::string_view mark) {
    return mark == "-" ||
           (mark.size() == 3 && mark[0] == '\xE2' && mark[1] == '\x80' && mark[2] >= '\x90' && mark[2] <= '\x95');
}

}  // namespace

void SpellingReader::read(std::string_view text) {
    found_.clear();
    tokens::find_words(text, tokens::WordRules::news, found_);
    foreign_ = false;
    begin_text(text);
}

void SpellingReader::read(std::string_view text, std::span<const std::uint32_t> begin,
                          std::span<const std::uint32_t> end, std::span<const TokenKind> kind) {
    found_.clear();
    found_.begin.append(begin);
    found_.end.append(end);
    found_.kind.append(kind);
    foreign_ = true;
    begin_text(text);
}

void SpellingReader::begin_text(std::string_view text) {
    text_ = text;
    part_lost_spaces();
    words_.clear();
    stems_.clear();
    places_.resize(found_.size());
    std::fill_n(places_.data(), places_.size(), 0);
    find_languages();
    find_elisions();
}

void SpellingReader::find_elisions() {
    elisions_.clear();
    bool capitals = false;
    each_before_apostrophe(text_, [&](const BeforeApostrophe& word) {
        if (!is_capital(text_.substr(word.behind)) || !is_elided(word.of(text_))) return true;
        const std::optional<std::uint32_t> token = elided_token(word);
        if (!token) return true;
        elisions_.push_back({*token, static_cast<std::uint32_t>(word.behind)});
        capitals = capitals || text_[word.begin] <= 'Z';
        return true;
    });
    if (capitals && !elides_small_words()) {
        std::erase_if(elisions_, [&](const Elision& each) { return is_capital(surface(each.token)); });
    }
}

std::optional<std::uint32_t> SpellingReader::elided_token(const BeforeApostrophe& word) const {
    const auto* const after = std::upper_bound(found_.begin.begin(), found_.begin.end(), word.begin);
    if (after == found_.begin.begin()) return std::nullopt;
    const auto token = static_cast<std::uint32_t>(after - found_.begin.begin()) - 1;
    if (found_.begin[token] != word.begin || word.behind >= found_.end[token]) return std::nullopt;
    return token;
}

bool SpellingReader::elides_small_words() const {
    constexpr int kLeast = 3;
    int left = kLeast;
    each_before_apostrophe(text_, [&](const BeforeApostrophe& word) {
        const bool small = text_[word.begin] > 'Z' && is_elided(word.of(text_));
        if (small && elided_token(word)) --left;
        return left > 0;
    });
    return left == 0;
}

void SpellingReader::find_languages() {
    endings_.clear();
    first_words_.clear();
    std::uint32_t token = word_from(0);
    const auto read_until = [&](std::size_t most) {
        for (; token < size() && first_words_.size() < most; token = word_from(token + 1)) {
            const SpellingKey plain = plain_key(text_, begin(token), found_.end[token]);
            const bool small = plain == 0 && !text::is_ascii(surface(token)) && !is_capital(surface(token));
            first_words_.push_back({plain != 0 ? plain : key(token), small ? surface(token) : std::string_view()});
        }
    };
    read_until(Endings::kFirstWords);
    for (const Endings& endings : Endings::of_languages()) {
        if (!endings.may_be_spoken_in(first_words_)) continue;
        read_until(Endings::kMostWords);
        if (endings.spoken_in(first_words_)) endings_.push_back(&endings);
    }
}

/// Parts words where a space was lost.
void SpellingReader::part_lost_spaces() {
    if (!has_lost_space(text_)) return;
    std::size_t stop = lost_space(text_, 0);
    parted_.clear();
    for (std::size_t i = 0; i < found_.size(); ++i) {
        std::uint32_t begin = found_.begin[i];
        while (stop < begin) stop = lost_space(text_, stop + 1);
        for (; stop < found_.end[i]; stop = lost_space(text_, stop + 1)) {
            if (found_.kind[i] != TokenKind::word || stop <= begin || stop + 1 == found_.end[i]) continue;
            parted_.append(begin, static_cast<std::uint32_t>(stop), TokenKind::word);
            begin = static_cast<std::uint32_t>(stop) + 1;
        }
        parted_.append(begin, found_.end[i], found_.kind[i]);
    }
    std::swap(found_, parted_);
}

void SpellingReader::gather(std::span<const std::uint8_t> first_bytes, std::vector<std::uint32_t>& tokens) const {
    tokens.resize(found_.size() + 1);
    const std::uint32_t* const begins = found_.begin.data();
    std::size_t count = 0;
    for (std::uint32_t token = 0; token < size(); ++token) {
        tokens[count] = token;
        count += foreign_ ? 1 : first_bytes[static_cast<std::uint8_t>(text_[begins[token]])];
    }
    tokens.resize(count);
}

SpelledWord SpellingReader::word(std::uint32_t token) {
    const std::uint32_t begin = found_.begin[token];
    const std::uint32_t end = found_.end[token];
    if (const SpellingKey plain = plain_key(text_, begin, end); plain != 0) {
        const bool capital = text_[begin] >= 'A' && text_[begin] <= 'Z';
        if (endings_.empty() || !capital) return {plain, begin, end, 0, capital, hyphen_follows(token, end), false};
    }
    if (places_[token] == 0) {
        words_.push_back(with_forms(token, begin));
        places_[token] = static_cast<std::uint32_t>(words_.size());
    }
    return words_[places_[token] - 1];
}

SpellingKey SpellingReader::key(std::uint32_t token) {
    const SpellingKey plain = plain_key(text_, found_.begin[token], found_.end[token]);
    if (plain != 0) return plain;
    return is_mark(token) ? spelling_key(surface(token)) : form_of(surface(token), found_.kind[token]).key;
}

std::vector<SpelledWord> SpellingReader::words() {
    std::vector<SpelledWord> all;
    for (std::uint32_t token = word_from(0); token < size(); token = word_from(token + 1)) all.push_back(word(token));
    return all;
}

SpelledWord SpellingReader::word(const Elision& elision) {
    return with_forms(elision.token, elision.begin);
}

/// A word from `begin` on with its forms without endings: those that are known of its letters, or of the text's
/// languages.
SpelledWord SpellingReader::with_forms(std::uint32_t token, std::uint32_t begin) {
    SpelledWord word{0, begin, found_.end[token], 0, false, false, false};
    const std::string_view surface = text_.substr(begin, word.end - begin);
    if (is_mark(token)) {
        word.key = spelling_key(surface);
    } else {
        const Form& form = form_of(surface, found_.kind[token]);
        if (!form.stems.empty()) word.stem = static_cast<std::uint32_t>(stems_.size()) + 1;
        for (const Stem& each : form.stems) stems_.push_back({each.key, begin + each.end, each.last});
        if (form.initials && word.end < text_.size() && text_[word.end] == '.') ++word.end;
        word.key = form.key;
        word.capital = form.capital;
        word.initials = form.initials;
    }
    word.hyphen = hyphen_follows(token, word.end);
    for (auto endings = endings_.begin(); endings != endings_.end() && word.capital && word.stem == 0; ++endings) {
        cuts_.clear();
        (*endings)->append_cuts(surface, cuts_);
        if (cuts_.empty()) continue;
        word.stem = static_cast<std::uint32_t>(stems_.size()) + 1;
        append_stems(surface, TokenKind::word, begin, stems_);
    }
    return word;
}

bool SpellingReader::is_joined(std::uint32_t token, std::uint32_t end) const {
    std::uint32_t next = token + 1;
    while (next < size() && begin(next) < end) ++next;  // the full stop of "U.S."
    return next + 1 < size() && begin(next) == end && is_mark(next) && begin(next + 1) == found_.end[next] &&
           !is_mark(next + 1) && is_hyphen(surface(next));
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

std::span<const Stem> SpellingReader::stems(const SpelledWord& word) const {
    if (word.stem == 0) return {};
    const auto first = stems_.begin() + (static_cast<std::ptrdiff_t>(word.stem) - 1);
    return {first, std::find_if(first, stems_.end(), [](const Stem& stem) { return stem.last; }) + 1};
}

}  // namespace wirecopy::entities
