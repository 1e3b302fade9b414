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

/// What speaks for a name being one kind or another, counted over its mentions.
struct Votes {
    std::uint32_t person = 0;             ///< a title or an age
    std::uint32_t organisation = 0;       ///< the head of the name
    std::uint32_t place = 0;              ///< the head of the name, or a preposition
    std::uint32_t speaks = 0;             ///< a verb of speaking: a person or an organisation
    std::uint32_t looks_like_person = 0;  ///< two to four plain capitalised words
    std::uint32_t acronym = 0;
    std::uint32_t definite = 0;     ///< "the" stands before it
    std::uint32_t given_name = 0;   ///< begins with a known one
    std::uint32_t known_place = 0;  ///< stands in a list of places
    std::uint32_t mentions = 0;

    void add(const Votes& other);
    /// Somebody says so.
    void add_kind(Kind kind);
    Kind kind() const;
};

/// The cues in and around the words from `first` to `last`; `titled` when a title was split off before them.
Votes votes_of(const std::vector<Word>& words, std::size_t first, std::size_t last, bool titled,
               const Evidence& evidence);

}  // namespace wirecopy::entities
