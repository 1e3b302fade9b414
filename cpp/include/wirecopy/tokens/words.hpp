#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/column.hpp"

namespace wirecopy::tokens {

/// What a token is: `word` when it holds a letter, else `number` when it holds a digit, else a mark.
enum class TokenKind : std::uint8_t { word, number, punctuation, symbol };

/// Words, numbers and marks of a text in columns, in bytes. White space and invisible characters belong to none.
struct WordColumns {
    Column<std::uint32_t> begin;
    Column<std::uint32_t> end;
    Column<TokenKind> kind;

    std::size_t size() const { return begin.size(); }
    void clear() { resize(0); }
    /// New rows are whatever the memory holds.
    void resize(std::size_t size);
    void append(std::uint32_t from, std::uint32_t to, TokenKind what);
    /// The rows of `others` from `first` on.
    void append(const WordColumns& others, std::size_t first);
};

/// `unicode`: UAX #29 (rules WB1 to WB999 of the Unicode that `unicode_version()` names) and nothing else.
/// `news`: a colon joins no words, as in CLDR: after it news goes on without a space more often than it spells `EU:s`.
/// The rest of what news has words for is a stage behind (`Tokenizer`).
enum class WordRules : std::uint8_t { news, unicode };

/// Which of the ways to do the same thing is taken. All give equal results.
enum class Path : std::uint8_t {
    automaton,  ///< a character at a time, on any machine
    avx2,       ///< 64 bytes at a time
    avx512,     ///< the same with VBMI2
};

/// The paths that this machine can take, the quickest last.
std::vector<Path> paths();

/// Makes every later call take `path`, in every thread. For tests and benchmarks.
/// Throws std::invalid_argument when the machine cannot.
void take_path(Path path);
/// The path that is taken.
Path taken_path();

/// The version of Unicode of the tables that words and sentences are found by, such as "15.0". It is that of the
/// source, whichever ICU runs; folded forms, graphemes and dictionaries are the running ICU's.
std::string unicode_version();

/// Appends the segments that are not white space or invisible.
///
/// Letters of scripts that write no spaces stand alone by these rules: see `join_by_dictionary`. O(n). A text cut at
/// any boundary has the same segments in its parts. Text that is not well-formed UTF-8 gives some segments, without
/// harm.
void find_words(std::string_view text, WordRules rules, WordColumns& words);

/// Appends every boundary by `unicode` after 0, the end included, white space and all.
void find_word_boundaries(std::string_view text, Column<std::uint32_t>& boundaries);

}  // namespace wirecopy::tokens
