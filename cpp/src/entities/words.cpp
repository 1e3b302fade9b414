#include "wirecopy/entities/words.hpp"

#include <algorithm>
#include <array>
#include <span>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "wirecopy/entities/cues.hpp"
#include "wirecopy/text/fold.hpp"
#include "wirecopy/tokens/tokenize.hpp"

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

/// Bytes of the possessive ending ("'s", "’s", "’S"), 0 when there is none.
std::size_t possessive_ending(std::string_view token) {
    if (token.size() < 3 || (token.back() != 's' && token.back() != 'S')) return 0;
    const std::string_view stem = token.substr(0, token.size() - 1);
    for (const std::string_view mark : {"'", "’", "‘", "＇"}) {
        if (stem.size() > mark.size() && stem.ends_with(mark)) return mark.size() + 1;
    }
    return 0;
}

Shape shape_of(std::string_view word) {
    std::size_t upper = 0;
    std::size_t lower = 0;
    std::size_t other = 0;
    bool digit = false;
    bool first_upper = false;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(word.data());
    const auto size = static_cast<std::int64_t>(word.size());
    for (std::int64_t at = 0; at < size;) {
        UChar32 c = 0;
        U8_NEXT(bytes, at, size, c);
        if (u_isUUppercase(c) || u_istitle(c)) {
            first_upper = first_upper || upper + lower + other == 0;
            ++upper;
        } else if (u_isULowercase(c)) {
            ++lower;
        } else if (u_isalpha(c)) {
            ++other;
        } else {
            digit = digit || u_isdigit(c);
        }
    }
    if (upper + lower + other == 0) return digit ? Shape::number : Shape::caseless;
    if (upper == 0) return lower > 0 ? Shape::lower : Shape::caseless;
    if (lower > 0) return first_upper || upper > 1 ? Shape::capitalised : Shape::lower;
    return upper == 1 && !digit ? Shape::initial : Shape::upper;
}

/// The marks between two words, read from left to right.
class Between {
  public:
    void add(std::string_view text, ByteSpan span, TokenKey key, std::uint32_t word_end) {
        ++count_;
        last_ = key;
        touches_before_ = touches_before_ || (count_ == 1 && span.begin == word_end);
        if (key == marks().quote) quoted_ = true;
        const bool spaced = !touches(text, span);
        if (key == marks().colon || key == marks().bar || key == marks().bullet || (key == marks().hyphen && spaced)) {
            opens_ = true;
        }
    }

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

/// Tells, for tokens asked in order, whether one of `begins` lies after the word before.
class Boundaries {
  public:
    Boundaries(std::span<const std::uint64_t> begins, std::uint64_t offset) : begins_(begins), offset_(offset) {}

    /// The number of beginnings at or before `token`.
    std::uint32_t before(std::size_t token) {
        while (next_ < begins_.size() && begins_[next_] - offset_ <= token) ++next_;
        return static_cast<std::uint32_t>(next_);
    }

  private:
    std::span<const std::uint64_t> begins_;
    std::uint64_t offset_;
    std::size_t next_ = 0;
};

Word word_of(std::string_view text, const TokenView& tokens, std::size_t token) {
    const ByteSpan span = tokens.span(token);
    Word word{};
    word.span = span;
    word.whole_end = span.end;
    word.key = word.whole = tokens.key(token);
    if (tokens.key(token) == marks().ampersand) {
        word.shape = Shape::ampersand;
        return word;
    }
    std::string_view surface = text.substr(span.begin, span.end - span.begin);
    const std::size_t ending = possessive_ending(surface);
    if (ending > 0) {
        surface.remove_suffix(ending);
        word.possessive = true;
        word.span.end -= static_cast<std::uint32_t>(ending);
        word.key = tokens::token_key(surface);
    }
    word.shape = shape_of(surface);
    if (word.letters() && surface.find('.') != std::string_view::npos) {
        std::string bare(surface);
        std::erase(bare, '.');
        word.key = tokens::token_key(bare);
        if (!word.possessive && span.end < text.size() && text[span.end] == '.') {
            word.span.end = word.whole_end = span.end + 1;
        }
        if (!word.possessive) word.whole = word.key;
    }
    return word;
}

/// "Mr. Shoigu", "J. Smith": UAX #29 ends a sentence there, readers do not.
bool is_abbreviation(const Word& word) {
    return word.shape == Shape::initial || cues().addresses.contains(word.key) ||
           cues().abbreviations.contains(word.key);
}

}  // namespace

std::vector<Word> words_of(std::string_view text, const TokenView& tokens) {
    std::vector<Word> words;
    Boundaries sentences(tokens.sentence_begin(), tokens.offset());
    Boundaries paragraphs(tokens.paragraph_begin(), tokens.offset());
    std::uint32_t sentence_before = 0;
    Between between;
    for (std::size_t token = 0; token < tokens.size(); ++token) {
        const ByteSpan span = tokens.span(token);
        const std::uint32_t word_end = words.empty() ? 0 : words.back().whole_end;
        if (!tokens.is_word(token) && tokens.key(token) != marks().ampersand) {
            if (span.end <= word_end) continue;  // the last full stop of "U.S."
            between.add(text, span, tokens.key(token), word_end);
            continue;
        }
        Word word = word_of(text, tokens, token);
        const bool touches = token > 0 && tokens.span(token - 1).end == span.begin;
        const std::uint32_t sentence = sentences.before(token);
        word.paragraph = paragraphs.before(token) - 1;
        word.gap = between.gap(!touches, touches);
        word.opens = sentence != sentence_before || between.opens(touches);
        if (words.empty() || words.back().paragraph != word.paragraph) {
            word.gap = Gap::line;
        } else if (word.gap == Gap::stop && is_abbreviation(words.back())) {
            word.opens = false;
        }
        sentence_before = sentence;
        words.push_back(word);
        between = {};
    }
    return words;
}

char32_t first_code_point(std::string_view text) {
    if (text.empty()) return 0;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int64_t>(text.size());
    std::int64_t at = 0;
    UChar32 c = 0;
    U8_NEXT(bytes, at, size, c);
    return static_cast<char32_t>(c);
}

std::u32string code_points(std::string_view text) {
    std::u32string result;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int64_t>(text.size());
    for (std::int64_t at = 0; at < size;) {
        UChar32 c = 0;
        U8_NEXT(bytes, at, size, c);
        result += static_cast<char32_t>(c);
    }
    return result;
}

std::string name_key(std::string_view text, const std::vector<Word>& words, std::size_t first, std::size_t last) {
    std::string key;
    for (std::size_t i = first; i <= last; ++i) {
        const ByteSpan span = words[i].span;
        std::string word = text::fold(text.substr(span.begin, span.end - span.begin));
        std::erase(word, '.');
        if (i > first) key += ' ';
        key += word;
    }
    return key;
}

}  // namespace wirecopy::entities
