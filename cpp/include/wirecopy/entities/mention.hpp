#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::entities {

/// Why a span names what it names.
enum class Rule : std::uint8_t {
    gazetteer,   ///< stands in the list
    discovered,  ///< written like a name; the name itself is the entity's
    surname,     ///< last (or, where it comes first, family) name of a person named in full
    given_name,  ///< first name of a person named in full
    short_name,  ///< part of an organisation's name
    acronym,     ///< initials of a name
    title,       ///< a title and a part of a person's name
    ambiguous,   ///< several entities are meant by this name, and nothing tells which
    inflected,   ///< the name in another case
    spelling,    ///< the name spelt otherwise
};
/// Rules from here on are finders of the user's: the first, the second, ...
constexpr std::uint8_t kFirstFinder = static_cast<std::uint8_t>(Rule::spelling) + 1;

/// A span that names something. Half-open, in bytes of the document's text.
struct Mention {
    std::uint32_t document;
    tokens::ByteSpan span;
    std::int32_t entity;  ///< -1: ambiguous
    Rule rule;
};

/// One of several entities that a mention may name.
struct EntityCandidate {
    std::uint32_t mention;  ///< its number
    std::int32_t entity;
    float score;
};

/// The thing named.
struct Entity {
    std::string id;
    std::string name;  ///< what it is called most
    std::string kind;  ///< person, organisation, place, other; or what a gazetteer says
    std::vector<std::string> aliases = {};
    std::uint32_t documents = 0;
    std::uint32_t mentions = 0;
};

}  // namespace wirecopy::entities
