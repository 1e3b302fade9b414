#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wirecopy/entities/cues.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::entities {

/// How the letters of a word are cased. A word in a script without case is `caseless`: it is never taken for a name
/// because of its looks.
enum class Shape : std::uint8_t { lower, capitalised, upper, initial, number, caseless, ampersand };

/// What stands between a word and the word before it.
enum class Gap : std::uint8_t { line, space, nothing, hyphen, stop, apostrophe, comma, open, quote, other };

/// A word, a number or an ampersand as names are made of, without what is no part of a name.
struct Word {
    tokens::ByteSpan span;  ///< without a possessive 's; with the last full stop of "U.S."
    tokens::TokenKey key;   ///< of the span, full stops left out: "U.S." is "us"
    CueBits cues;
    std::uint32_t whole_end;
    std::uint32_t paragraph;
    std::uint32_t number;  ///< of what is known of the word, see `Evidence`
    Shape shape;
    Gap gap;                ///< between this word and the one before
    bool possessive;        ///< a possessive 's was cut off
    std::uint8_t language;  ///< of the document, a number of `languages()`
    bool opens;  ///< stands where any word is capitalised: first in a sentence, line, quotation or after a colon

    bool is(Cue cue) const { return (cues & bit(cue)) != 0; }
    bool letters() const { return shape != Shape::number && shape != Shape::ampersand; }
    /// Written like a name: "Jong", "KCNA", "J".
    bool cased_up() const { return shape == Shape::capitalised || shape == Shape::upper || shape == Shape::initial; }

    bool operator==(const Word&) const = default;
};

/// Puts the words of one document into `words`, in order; `language` is a number of `languages()`. O(n).
void read_words(std::string_view text, const tokens::TokenView& tokens, std::uint8_t language,
                std::vector<Word>& words);

/// The code points of well-formed UTF-8: what initials are compared by and letters counted in.
std::u32string code_points(std::string_view text);
/// The first of them, 0 when there is none.
char32_t first_code_point(std::string_view text);

/// The form under which two spellings are the same name: the words from `first` to `last`, both included, folded and
/// joined by single spaces, so that hyphens, full stops and line breaks do not count: "kim jong un", "us".
std::string name_key(std::string_view text, const std::vector<Word>& words, std::size_t first, std::size_t last);

}  // namespace wirecopy::entities
