#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "wirecopy/entities/evidence.hpp"
#include "wirecopy/entities/words.hpp"

namespace wirecopy::entities {

enum class Kind : std::uint8_t { person, organisation, place, other };

/// The name of a kind as users see it.
std::string_view to_string(Kind kind);
/// The kind that a gazetteer means: "person", "PER", "company", "city"; other for what it does not know.
Kind kind_from(std::string_view name);

/// What speaks for a name being one kind or another.
template <typename Count>
struct VoteCounts {
    Count person = 0;             ///< a title or an age
    Count organisation = 0;       ///< the head of the name
    Count place = 0;              ///< the head of the name, or a preposition
    Count speaks = 0;             ///< a verb of speaking: a person or an organisation
    Count looks_like_person = 0;  ///< two to four plain capitalised words
    Count acronym = 0;
    Count definite = 0;     ///< "the" stands before it
    Count given_name = 0;   ///< begins with a known one
    Count known_place = 0;  ///< stands in a list of places
    Count mentions = 0;
};

/// Those of one mention.
struct MentionVotes : VoteCounts<std::uint8_t> {
    /// Somebody says so.
    void add_kind(Kind kind);
};

/// Counted over the mentions of a name.
struct Votes : VoteCounts<std::uint32_t> {
    void add(const MentionVotes& other);
    Kind kind() const;
};

/// The cues in and around the words from `first` to `last`; `titled` when a title was split off before them.
MentionVotes votes_of(const std::vector<Word>& words, std::size_t first, std::size_t last, bool titled,
                      const Evidence& evidence);

}  // namespace wirecopy::entities
