#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <tsl/robin_map.h>

#include "wirecopy/entities/words.hpp"

namespace wirecopy::entities {

/// The words of a line: `[begin, end)`.
struct Line {
    std::size_t begin;
    std::size_t end;
};

/// The lines of a document, until the next call in this thread: each is a paragraph of the token table.
const std::vector<Line>& lines_of(const std::vector<Word>& words);

/// How often a word is cased how, where its place does not ask for a capital.
struct WordEvidence {
    std::uint32_t lower = 0;
    std::uint32_t capitalised = 0;
    std::uint32_t alone = 0;       ///< capitalised, with no such word beside it
    std::uint32_t last = 0;        ///< capitalised, the last of a run of such words
    std::uint32_t possessive = 0;  ///< capitalised, with 's
    std::uint32_t bare = 0;        ///< without, and where a sentence opens, too
    // Counted in languages that write nouns with capitals:
    std::uint32_t determined = 0;  ///< capitalised, after an article or its like
    std::uint32_t attributed = 0;  ///< capitalised, after an adjective or a number
    std::uint32_t following = 0;   ///< capitalised, after another such word
    std::uint32_t numbered = 0;    ///< a number follows
};

/// What the words of some documents look like: the ground on which names are told from other capitals. Counts only, so
/// it is the same in whatever order documents come.
class Evidence {
  public:
    /// Gives each word its number here and counts it.
    void add(std::vector<Word>& words);
    void add(const Evidence& other);
    /// Puts the counts of `all` for its own, of the words that it has.
    void know(const Evidence& all);

    const WordEvidence& of(const Word& word) const { return counts_[word.number]; }
    /// A noun of a language that writes all of them with capitals: a known one, or mostly used as nouns are.
    bool is_noun(const Word& word) const;
    /// The number belongs to the name before it ("Boeing 737"): it follows the word again and again.
    bool is_numbered(const Word& word, const Word& number) const;
    /// More often without a capital than with one.
    bool is_common(const Word& word) const;
    /// Capitalised in running text at least as often as not.
    bool is_name(const Word& word) const;

    /// The 's is the name's own: it is hardly ever without ("Moody's", "McDonald's").
    bool keeps_possessive(const Word& word) const;

    /// A headline in title case: each long word has a capital, two of them words that otherwise have none.
    bool is_title_case(const std::vector<Word>& words, Line line) const;

  private:
    using Numbers = tsl::robin_map<tokens::TokenKey, std::uint32_t>;

    std::uint32_t number_of(tokens::TokenKey key);

    Numbers numbers_;
    std::vector<WordEvidence> counts_{1};  ///< by number; words that may not be cased have 0
};

/// Most words are in capitals, so capitals say nothing.
bool is_all_capitals(const std::vector<Word>& words, Line line);

}  // namespace wirecopy::entities
