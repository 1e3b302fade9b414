#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tsl/robin_map.h>

#include "wirecopy/entities/gazetteer.hpp"
#include "wirecopy/entities/names.hpp"

namespace wirecopy::entities {

/// The words of a name's key.
std::vector<std::string_view> parts_of(std::string_view key);

/// Whether `part` is how a person called `full` is called for short: the last words, or the first where the family name
/// comes first ("kim" of "kim jong un"). Both are keys.
bool is_surname(std::string_view part, std::string_view full);

/// Whether the letters of `acronym` are initials of `full`, in order, from the first word on. Both are keys.
bool are_initials(std::string_view acronym, std::string_view full);

/// In how many documents a word stands alone beside a full name that it may be short for, and without one. News
/// introduces persons in full: "Shoigu" mostly stands beside "Sergei Shoigu", "Democrats" mostly without "House
/// Democrats".
struct Introduction {
    std::uint32_t with_person = 0;
    std::uint32_t without_person = 0;
    std::uint32_t with_organisation = 0;
    std::uint32_t without_organisation = 0;
    std::uint32_t begins_person = 0;  ///< documents with a person named in full whose first word it is
};

using Introductions = tsl::robin_map<std::string, Introduction>;

/// What a corpus knows of its names when short forms are looked for.
struct Lexicon {
    Census names;
    /// Mentions of names of several words that begin with this word.
    tsl::robin_map<std::string, std::uint32_t> begin_with;
    Introductions introductions;  ///< by word; a word that is missing is taken for introduced
    const Gazetteer* gazetteer;   ///< may be null

    Kind kind_of(const Name& name) const;
    /// One word that says things, and that no document introduces as a person: news names persons in full at first.
    bool speaks_for_itself(const std::string& key, const Votes& votes) const;
    /// Mostly beside a person in full whose surname it is: "Jordan" after "Michael Jordan".
    bool is_surname_here(std::string_view word) const;
    /// Somewhere it has a title or is said to speak.
    bool speaks(const Name& name) const;
    /// Whether `word` may stand for persons (`may_be_head`: for organisations) of whose names it is the last part.
    bool may_be_surname(std::string_view word) const;
    /// Whether persons may have it as their first name: it seldom stands alone ("House Democrats" are no person).
    bool may_be_given_name(std::string_view word) const;
    bool may_be_head(std::string_view word) const;
};

/// Counts the short forms of one document.
void add_introductions(const std::vector<Name>& names, const Lexicon& lexicon, Introductions& introductions);

/// True when `full` has more words and begins with those of `part`. Both are keys.
bool begins_with(std::string_view full, std::string_view part);

/// True when `full` has more words and ends with those of `part`. Both are keys.
bool ends_with(std::string_view full, std::string_view part);

/// True when `part` may stand for the organisation `full` because it is never used as a place and speaks for itself.
bool is_short_name(const std::string& part, const std::string& full, const Lexicon& lexicon);

}  // namespace wirecopy::entities
