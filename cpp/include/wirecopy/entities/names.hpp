#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include <tsl/robin_map.h>

#include "wirecopy/entities/candidates.hpp"
#include "wirecopy/entities/discover.hpp"
#include "wirecopy/entities/evidence.hpp"
#include "wirecopy/entities/gazetteer.hpp"
#include "wirecopy/entities/kinds.hpp"
#include "wirecopy/entities/list_forms.hpp"
#include "wirecopy/entities/name_keys.hpp"
#include "wirecopy/entities/words.hpp"

namespace wirecopy::entities {

/// A name where it stands in a document, before it is known whose it is.
struct Name {
    static constexpr std::int32_t kNotListed = -2;

    tokens::ByteSpan span{0, 0};  ///< with a form of address before a bare surname: "Mr Shoigu"
    KeyId key = kNoKey;           ///< without the form of address
    KeyId bare = kNoKey;          ///< the key without middle initials, if it has some
    KeyId defined = kNoKey;       ///< the acronym that follows in brackets
    std::uint32_t paragraph = 0;
    std::int32_t listed = kNotListed;  ///< the gazetteer's entity, Gazetteer::kSeveral, or not of the gazetteer
    std::int32_t given_kind = -1;      ///< what a finder says it is, in `Given::kinds`
    bool titled = false;               ///< a form of address or an office stands right before it
    bool addressed = false;            ///< the span holds the form of address
    bool given = false;                ///< one word that is a given name: of somebody's son
    bool no_surname = false;           ///< one word that is no person's: a handle, a party in court
    bool acronym = false;              ///< one word in capitals
    bool demonym = false;              ///< "Russian", "North Korean"
    bool byline = false;               ///< of an author
    bool person = false;               ///< of the gazetteer: a person, as far as it or the name tells
    bool doubtful = false;             ///< a name only when it is a part of another one in the document
    Rule rule = Rule::discovered;      ///< how it was found, or what made its key another's
    std::uint8_t language = 0;         ///< of the document
    MentionVotes votes = {};
    std::unique_ptr<const std::vector<std::int32_t>> several = {};  ///< whose it may be, of Gazetteer::kSeveral
};

/// How often names are certain by themselves, by `key_hash`.
using Census = tsl::robin_map<std::uint64_t, std::uint32_t>;

/// Adds the names that are certain by themselves.
void add_certain_names(const std::vector<Word>& words, const std::vector<Candidate>& runs, Census& census);

/// What names are told by: what the corpus knows, a list, which may be null, and what finders found.
struct NameSources {
    const Evidence& evidence;
    const Census& known;
    const List* list;
    const Given& given;
};

/// The names in one document, left to right, without overlaps: runs of capitals, with doubts settled by the names that
/// are certain elsewhere; in title-case and all-capitals lines the known names; and those of the list, and those given
/// for the document that was read as number `row`. No two overlap, see `without_overlaps`. Keys are of `keys`.
std::vector<Name> names_of(std::string_view text, const std::vector<Word>& words, const Candidates& candidates,
                           const NameSources& sources, std::size_t row, KeyReader& keys);

}  // namespace wirecopy::entities
