#include "wirecopy/entities/words.hpp"

#include <algorithm>
#include <limits>
#include <span>
#include <unordered_map>

#include "wirecopy/entities/languages.hpp"
#include "wirecopy/text/fold.hpp"
#include "wirecopy/tokens/tokenize.hpp"

#include "word_forms.hpp"

namespace wirecopy::entities {
namespace {

using tokens::ByteSpan;
using tokens::TokenKey;
using tokens::TokenKind;
using tokens::TokenView;

struct Marks {
    TokenKey apostrophe = tokens::token_key("'");
    TokenKey quote = tokens::token_key("\"");
    TokenKey hyphen = tokens::token_key("-");
    TokenKey stop = tokens::token_key(".");
    TokenKey comma = tokens::token_key(",");
    TokenKey colon = tokens::token_key(":");
    TokenKey bar = tokens::token_key("|");
    TokenKey bullet = tokens::token_key("•");
    TokenKey parenthesis = tokens::token_key("(");
    TokenKey bracket = tokens::token_key("[");
    TokenKey ampersand = tokens::token_key("&");
};

const Marks& marks() {
    static const Marks keys;
    return keys;
}

/// The marks between two words, read from left to right.
class Between {
  public:
    void add(std::string_view text, ByteSpan span, TokenKey key, std::uint32_t word_end) {
        touches_before_ = touches_before_ || (count_ == 0 && span.begin == word_end);
        ++count_;
        last_ = key;
        const Marks& mark = marks();
        if (key == mark.comma) return;
        if (key == mark.quote) quoted_ = true;
        if (key == mark.colon || key == mark.bar || key == mark.bullet) opens_ = true;
        if (key == mark.hyphen && !touches(text, span)) opens_ = true;
    }

    bool nothing() const { return count_ == 0; }

    Gap gap(bool apart, bool touches_after) const {
        if (count_ == 0) return apart ? Gap::space : Gap::nothing;
        if (last_ == marks().parenthesis || last_ == marks().bracket) return Gap::open;
        if (quoted_) return Gap::quote;
        if (count_ > 1) return Gap::other;
        if (last_ == marks().hyphen && touches_before_ && touches_after) return Gap::hyphen;
        if (last_ == marks().stop && touches_before_) return Gap::stop;
        if (last_ == marks().apostrophe && touches_before_) return Gap::apostrophe;
        if (last_ == marks().comma) return Gap::comma;
        return Gap::other;
    }

    /// A quotation that starts right before the next word, or a mark that starts something new.
    bool opens(bool touches_after) const {
        const bool quote = last_ == marks().quote || (last_ == marks().apostrophe && !touches_before_);
        return opens_ || (count_ > 0 && quote && touches_after);
    }

  private:
    static bool touches(std::string_view text, ByteSpan span) {
        const auto is_space = [&](std::size_t at) { return at >= text.size() || text[at] == ' ' || text[at] == '\n'; };
        return !(span.begin == 0 || is_space(span.begin - 1)) && !is_space(span.end);
    }

    std::size_t count_ = 0;
    TokenKey last_ = 0;
    bool touches_before_ = false;
    bool quoted_ = false;
    bool opens_ = false;
};

/// Counts, for tokens asked in order, the beginnings at or before each.
class Boundaries {
  public:
    Boundaries(std::span<const std::uint64_t> begins, std::uint64_t offset) : begins_(begins), offset_(offset) {
        look();
    }

    std::uint32_t before(std::size_t token) {
        while (next_begin_ <= token) {
            ++next_;
            look();
        }
        return next_;
    }

  private:
    void look() {
        next_begin_ = next_ < begins_.size() ? begins_[next_] - offset_ : std::numeric_limits<std::uint64_t>::max();
    }

    std::span<const std::uint64_t> begins_;
    std::uint64_t offset_;
    std::uint64_t next_begin_ = 0;
    std::uint32_t next_ = 0;
};

constexpr std::size_t kMostSeen = 1 << 16;  ///< words that a thread remembers, a few megabytes

/// Marks a word that starts with a capital as a noun, in languages that write all of them so.
void add_noun(std::string_view surface, Word& word) {
    const Language& language = languages()[word.language];
    if (!language.nouns_have_capitals()) return;
    static thread_local std::unordered_map<TokenKey, bool> seen;
    if (seen.size() >= kMostSeen) seen.clear();
    const auto [it, is_new] = seen.try_emplace(word.key + word.language, false);
    if (is_new) it->second = language.is_noun(text::fold(surface));
    if (it->second) word.cues |= bit(Cue::noun);
}

/// A word that is not plain.
void read_word(std::string_view text, const Language& language, Word& word) {
    const ByteSpan span = word.span;
    const TokenKey key = word.key;
    std::string_view surface = text.substr(span.begin, span.end - span.begin);
    const std::size_t ending = possessive_ending(surface);
    if (ending > 0) {
        surface.remove_suffix(ending);
        word.possessive = true;
        word.span.end -= static_cast<std::uint32_t>(ending);
        word.key = tokens::token_key(surface);
    }
    word.shape = surface.find('_') == std::string_view::npos ? shape_of(surface) : Shape::caseless;
    std::string bare;
    if (word.letters() && surface.find('.') != std::string_view::npos) {
        bare = surface;
        std::erase(bare, '.');
        word.key = tokens::token_key(bare);
        if (!word.possessive && span.end < text.size() && text[span.end] == '.') {
            word.span.end = word.whole_end = span.end + 1;
        }
    }
    if (word.key != key) word.cues = language.cues(word.key);
    // What has one key is judged by one spelling, whichever comes first.
    if (word.shape == Shape::capitalised) add_noun(bare.empty() ? surface : bare, word);
}

/// Returns whether the word is plain.
bool start_word(std::string_view text, ByteSpan span, TokenKey key, const Language& language, std::uint8_t number,
                Word& word) {
    word = {};
    word.span = span;
    word.whole_end = span.end;
    word.key = key;
    word.language = number;
    if (key == marks().ampersand) {
        word.shape = Shape::ampersand;
        return true;
    }
    word.cues = language.cues(key);
    if (!is_plain(text, span)) {
        read_word(text, language, word);
        return false;
    }
    word.shape = text[span.begin] >= 'a' ? Shape::lower : Shape::capitalised;
    if (word.shape == Shape::capitalised && language.nouns_have_capitals()) {
        add_noun(text.substr(span.begin, span.end - span.begin), word);
    }
    return true;
}

/// Whether a word lies in the address of a page, by what stands between it and the one before, which did or did not.
bool goes_on_as_address(std::string_view text, std::uint32_t word_end, std::uint32_t begin, bool address) {
    if (!address && (begin - word_end < 3 || text[word_end] != ':')) return false;
    const std::string_view marks = text.substr(word_end, begin - word_end);
    if (marks.starts_with("://")) return true;
    return address && !marks.empty() && marks.find_first_of(" \t\r\n") == std::string_view::npos;
}

/// Bytes of the word that a token begins with which lost its vowel before another ("l'" of "l'Allemagne"), 0 without.
std::size_t elision(std::string_view token, std::uint8_t language) {
    constexpr std::size_t kLongest = 8;
    const std::string_view head = token.substr(0, kLongest + 1);
    if (std::none_of(head.begin(), head.end(), [](char c) { return c == '\'' || c == '\xE2'; })) return 0;
    for (const std::string_view mark : {"'", "’"}) {
        const std::size_t at = token.find(mark);
        if (at == 0 || at > kLongest || at + mark.size() >= token.size()) continue;
        const std::string_view before = token.substr(0, at);
        if ((languages()[language].cues(tokens::token_key(before)) & bit(Cue::elision)) == 0) continue;
        const Shape rest = shape_of(token.substr(at + mark.size()));
        // "L'Allemagne" opens a sentence in some languages; "D'Angelo" is a name in the others.
        const bool capital = shape_of(before) != Shape::lower;
        if ((rest != Shape::capitalised && rest != Shape::upper) || (capital && language == 0)) return 0;
        return at + mark.size();
    }
    return 0;
}

/// Columns stand apart: many spaces on one line.
bool is_wide(std::string_view between) {
    constexpr std::size_t kWide = 3;
    return between.size() >= kWide && between.find_first_of("\n\r") == std::string_view::npos;
}

/// Tells the hour of day in "8:00 PM ET" and "10:30AM": its words are no names.
class Clock {
  public:
    bool is_part(std::string_view word, const Word& read, const Word* before) {
        const bool after_hour =
            was_hour_ && read.shape == Shape::upper && word.size() <= 4 && (word.back() == 'T' || word == "UTC");
        const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
        const std::string_view half = word.substr(digits);
        const bool numbered = digits > 0 || (before != nullptr && before->shape == Shape::number);
        const bool hour = numbered && (half == "AM" || half == "PM" || half == "Am" || half == "Pm");
        was_hour_ = hour;
        return hour || after_hour;
    }

  private:
    bool was_hour_ = false;
};

/// "Mr. Shoigu", "J. Smith": UAX #29 ends a sentence there, readers do not.
bool is_abbreviation(const Word& word) {
    return word.shape == Shape::initial || word.is(Cue::address) || word.is(Cue::abbreviation);
}

/// Adds "l'Allemagne" as two words; between them nothing stands, which is read as a space.
void add_apart(std::string_view text, const Word& whole, std::uint32_t prefix, std::vector<Word>& words) {
    const auto part = [&](ByteSpan span) {
        const TokenKey key = tokens::token_key(text.substr(span.begin, span.end - span.begin));
        Word word;
        start_word(text, span, key, languages()[whole.language], whole.language, word);
        return word;
    };
    const std::uint32_t middle = whole.span.begin + prefix;
    Word first = part({whole.span.begin, middle});
    first.shape = Shape::lower;
    first.cues = languages()[whole.language].cues(
                     tokens::token_key(text.substr(whole.span.begin, prefix - (text[middle - 1] == '\'' ? 1 : 3)))) |
                 bit(Cue::function_word);
    first.paragraph = whole.paragraph;
    first.gap = whole.gap;
    first.opens = whole.opens;
    Word second = part({middle, whole.whole_end});
    second.paragraph = whole.paragraph;
    second.gap = Gap::space;
    words.push_back(first);
    words.push_back(second);
}

}  // namespace

void read_words(std::string_view text, const TokenView& tokens, std::uint8_t language, std::vector<Word>& words) {
    words.clear();
    Boundaries sentences(tokens.sentence_begin(), tokens.offset());
    Boundaries paragraphs(tokens.paragraph_begin(), tokens.offset());
    const Language& known = languages()[language];
    const TokenKey ampersand = marks().ampersand;
    std::uint32_t sentence_before = 0;
    std::uint32_t token_end = 0;  // of the token before
    std::uint32_t word_end = 0;   // of the word before
    bool address = false;         // of a page: its parts are no names
    Between between;
    Clock clock;
    for (std::size_t token = 0; token < tokens.size(); ++token) {
        const ByteSpan span = tokens.span(token);
        const bool touches = token > 0 && token_end == span.begin;
        const TokenKey key = tokens.key(token);
        token_end = span.end;
        if (!tokens.is_word(token) && key != ampersand) {
            // Else it is the last full stop of "U.S."
            if (span.end > word_end) between.add(text, span, key, word_end);
            continue;
        }
        Word word;
        const bool plain = start_word(text, span, key, known, language, word);
        const std::uint32_t sentence = sentences.before(token);
        word.paragraph = paragraphs.before(token) - 1;
        word.opens = sentence != sentence_before;
        sentence_before = sentence;
        if (between.nothing()) {
            word.gap = touches ? Gap::nothing : Gap::space;
            if (span.begin > word_end + 2 && is_wide(text.substr(word_end, span.begin - word_end))) {
                word.gap = Gap::other;
                word.opens = true;
            }
        } else {
            word.gap = between.gap(!touches, touches);
            word.opens = word.opens || between.opens(touches);
            between = {};
        }
        if (words.empty() || words.back().paragraph != word.paragraph) {
            word.gap = Gap::line;
        } else if (word.gap == Gap::stop && is_abbreviation(words.back())) {
            word.opens = false;
        }
        address = goes_on_as_address(text, word_end, span.begin, address);
        const bool hour = !plain && clock.is_part(text.substr(span.begin, span.end - span.begin), word,
                                                  words.empty() ? nullptr : &words.back());
        if ((address || hour) && word.cased_up()) word.shape = Shape::caseless;
        word_end = word.whole_end;
        const bool small = word.opens || word.shape == Shape::lower;
        const std::size_t prefix =
            plain || !small ? 0 : elision(text.substr(span.begin, span.end - span.begin), language);
        if (prefix > 0) {
            add_apart(text, word, static_cast<std::uint32_t>(prefix), words);
            word_end = words.back().whole_end;
        } else {
            words.push_back(word);
        }
    }
}

}  // namespace wirecopy::entities
