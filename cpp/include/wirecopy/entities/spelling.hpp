#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
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

/// Reads the words of one text after another, in memory that it keeps. Words of ASCII letters and digits are spelled in
/// registers; of others the last few thousand are remembered. Not for several threads at once.
class SpellingReader {
  public:
    SpellingReader() : forms_(kForms) {}

    /// The words of `text` by UAX #29 (`tokens::find_words`), until the next call; letters of scripts that write no
    /// spaces are words of their own. Where the space after a full stop
    /// was lost ("danger.It") two words are seen. O(n).
    std::span<const SpelledWord> read(std::string_view text);

    /// The same of tokens that somebody else found.
    std::span<const SpelledWord> read(std::string_view text, std::span<const std::uint32_t> begin,
                                      std::span<const std::uint32_t> end, std::span<const tokens::TokenKind> kind);

    /// The forms without an ending of a word that has some; valid as long as the words.
    std::span<const Stem> stems(const SpelledWord& word) const;

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

    void add(std::string_view text, std::uint32_t begin, std::uint32_t end, tokens::TokenKind kind);
    const Form& form_of(std::string_view token, tokens::TokenKind kind);
    void learn(std::string_view token, tokens::TokenKind kind, Form& form);
    void append_stems(std::string_view token, tokens::TokenKind kind, std::uint32_t begin,
                      std::vector<Stem>& stems) const;
    void add_endings(std::string_view text);

    tokens::Column<SpelledWord> words_;
    std::vector<Stem> stems_;
    std::vector<WordCut> cuts_;
    std::vector<Form> forms_;
    Form long_form_;
    tokens::WordColumns found_;
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
