#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "wirecopy/entities/evidence.hpp"
#include "wirecopy/entities/words.hpp"

namespace wirecopy::entities {

/// How sure it is that a run of capitals is a name.
enum class Support : std::uint8_t {
    certain,      ///< its capitals have no other reason
    known_only,   ///< a name only when the same name is certain elsewhere
    maybe_first,  ///< the first word may belong to it: it opens a sentence and is a common word otherwise
};

/// A run of words written like a name.
struct Candidate {
    std::uint32_t first;  ///< words, both included
    std::uint32_t last;
    std::uint32_t address;  ///< the word of a form of address right before it, or `first`
    Support support;
    bool titled;  ///< a form of address or an office stands right before it
};

/// What capitals say in a document.
struct Candidates {
    std::vector<Candidate> runs;  ///< left to right
    std::vector<Line> headlines;  ///< in title case or in capitals, which say nothing there
};

/// The runs of capitals in running lines of a document; title-case and all-capitals lines have none.
///
/// A run goes on over single spaces, hyphens, particles ("van Straten", "al-Assad"), ampersands, initials, a plural
/// genitive ("Workers' Party") and, after the head of an organisation or a place, "of". It ends at a possessive 's,
/// at weekdays and at dates. Offices and forms of address are split off: what follows is a person, what precedes them
/// ("Security Council Secretary ...") a name if it is one elsewhere. O(n).
Candidates candidates_of(std::string_view text, const std::vector<Word>& words, const Evidence& evidence);

}  // namespace wirecopy::entities
