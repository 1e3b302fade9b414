#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/column.hpp"
#include "wirecopy/tokens/words.hpp"

namespace wirecopy::entities {

/// The 64-bit hash of a spelling; the same on every machine.
using SpellingKey = std::uint64_t;

/// The form under which two spellings of a word count as one in a list of names: folded (`text::fold`), Latin and Greek
/// letters without their marks ("Müller" is "muller", "Wałęsa" "walesa"), no apostrophes ("O’Neill" is "oneill"), and
/// in words, but not in numbers, no full stops ("U.S" is "us"). O(n).
std::string spelling(std::string_view word, tokens::TokenKind kind);

/// The key of a spelling. Well mixed and quick, not safe against texts that were written to collide. O(n).
SpellingKey spelling_key(std::string_view spelling);

/// A word, a number or an ampersand of a text.
struct SpelledWord {
    SpellingKey key;
    std::uint32_t begin;  ///< bytes
    std::uint32_t end;    ///< with the last full stop of "U.S."
    std::uint32_t stem;   ///< 0, or 1 + the number of the first of its forms without an ending
    bool capital;         ///< the first character is a capital
    bool hyphen;          ///< a hyphen, and no space, joins it to the next word
    bool initials;        ///< single letters with full stops: "U.S.", "J.K."
};

class Endings;
struct BeforeApostrophe;

/// What is left of a word without an ending, and where a mention of it ends; in bytes.
struct WordCut {
    std::uint32_t stem;
    std::uint32_t mention;
};

/// A word without its possessive 's, or without a particle or genitive ending of its language ("평양에서", "Merkels").
struct Stem {
    SpellingKey key;
    std::uint32_t end;  ///< of the mention: a genitive ending is part of it
    bool last;          ///< of this word
};

/// A token that begins with a word which lost its vowel ("l'Otan", "dell'Eni"), and where the rest begins.
struct Elision {
    std::uint32_t token;
    std::uint32_t begin;
};

/// One of the first words of a text, by which its language is told.
struct FirstWord {
    SpellingKey key;
    std::string_view small;  ///< the word, where it has no capital and letters beyond ASCII
};

/// Reads the words of one text after another, in memory that it keeps: each when it is asked for, since few are near a
/// name. Words of ASCII letters and digits are spelled in registers; of others the last few thousand are remembered.
/// Not for several threads at once.
class SpellingReader {
  public:
    SpellingReader() : forms_(kForms) {}

    /// Finds the words of `text` by UAX #29 (`tokens::find_words`), good until the next text; letters of scripts that
    /// write no spaces are words of their own. Where the space after a full stop was lost ("danger.It") two words are
    /// seen. O(n).
    void read(std::string_view text);

    /// The same of tokens that somebody else found.
    void read(std::string_view text, std::span<const std::uint32_t> begin, std::span<const std::uint32_t> end,
              std::span<const tokens::TokenKind> kind);

    std::string_view text() const { return text_; }

    /// Words have the numbers of their tokens. Other tokens are marks.
    std::uint32_t size() const { return static_cast<std::uint32_t>(found_.size()); }
    std::uint32_t begin(std::uint32_t token) const { return found_.begin[token]; }
    /// Letters of scripts that write no spaces are of no named kind, and words.
    bool is_mark(std::uint32_t token) const {
        return found_.kind[token] == tokens::TokenKind::punctuation || found_.kind[token] == tokens::TokenKind::symbol;
    }
    /// The first word at or behind `token`; size() when there is none.
    std::uint32_t word_from(std::uint32_t token) const {
        while (token < size() && is_mark(token) && surface(token) != "&") ++token;
        return token;
    }
    /// The tokens, and maybe some marks, whose first byte is one of `first_bytes` (256 of 0 or 1); of tokens that
    /// somebody else found, all.
    void gather(std::span<const std::uint8_t> first_bytes, std::vector<std::uint32_t>& tokens) const;
    SpelledWord word(std::uint32_t token);
    /// The key of a word.
    SpellingKey key(std::uint32_t token);
    /// All words, in their order.
    std::vector<SpelledWord> words();

    /// The forms without an ending of a word that has some.
    std::span<const Stem> stems(const SpelledWord& word) const;

    /// Tokens that begin with an elision before a capital, in their order. An elision with a capital itself counts
    /// where the text elides small words, too: "L'Otan" beside "d'une", but "D'Angelo" in English is a name.
    std::span<const Elision> elisions() const { return elisions_; }
    /// The word behind an elision.
    SpelledWord word(const Elision& elision);

  private:
    static constexpr std::size_t kLongest = 40;
    static constexpr std::size_t kForms = 4096;

    /// What is known of a token that is not plain.
    struct Form {
        std::array<char, kLongest> token{};
        std::uint32_t size = 0;
        tokens::TokenKind kind = tokens::TokenKind::word;
        SpellingKey key = 0;
        std::vector<Stem> stems;  ///< ends count from the token's begin
        bool capital = false;
        bool initials = false;
    };

    std::string_view surface(std::uint32_t token) const {
        return text_.substr(found_.begin[token], found_.end[token] - found_.begin[token]);
    }
    void begin_text(std::string_view text);
    void part_lost_spaces();
    /// Whether a hyphen at `end`, where the word ends, joins it to the next one.
    bool hyphen_follows(std::uint32_t token, std::uint32_t end) const {
        return end < text_.size() && (text_[end] == '-' || text_[end] == '\xE2') && is_joined(token, end);
    }
    bool is_joined(std::uint32_t token, std::uint32_t end) const;
    void find_languages();
    void find_elisions();
    /// The token that begins with the word and goes on behind its apostrophe, if there is one.
    std::optional<std::uint32_t> elided_token(const BeforeApostrophe& word) const;
    bool elides_small_words() const;
    SpelledWord with_forms(std::uint32_t token, std::uint32_t begin);
    const Form& form_of(std::string_view token, tokens::TokenKind kind);
    void learn(std::string_view token, tokens::TokenKind kind, Form& form);
    void append_stems(std::string_view token, tokens::TokenKind kind, std::uint32_t begin,
                      std::vector<Stem>& stems) const;

    std::string_view text_;
    bool foreign_ = false;  ///< somebody else found the tokens
    tokens::WordColumns found_;
    tokens::WordColumns parted_;
    tokens::Column<std::uint32_t> places_;  ///< of each token: 0, or 1 + where words_ has it
    std::vector<SpelledWord> words_;        ///< those that are not plain
    std::vector<Stem> stems_;
    std::vector<WordCut> cuts_;
    std::vector<Elision> elisions_;
    std::vector<Form> forms_;
    Form long_form_;
    std::vector<FirstWord> first_words_;
    std::vector<const Endings*> endings_;  ///< of the languages that the text is written in
};

/// What stands between two words of a name.
struct Joint {
    /// 0 for what a name may be written with or without: spaces, one hyphen, an apostrophe, the full stop of an
    /// abbreviation, nothing; else a hash of the marks.
    std::uint64_t marks;
    bool line;  ///< holds the end of a line
    bool end;   ///< no name goes over it: a blank line, or more than a few marks
};

Joint joint(std::string_view text, const SpelledWord& before, const SpelledWord& after);

}  // namespace wirecopy::entities
