#pragma once

#include <cstdint>
#include <vector>

#include "wirecopy/entities/lexicon.hpp"
#include "wirecopy/entities/names.hpp"

namespace wirecopy::entities {

/// Whose a name is.
struct Owner {
    enum class State : std::uint8_t {
        found,      ///< `key` or `listed` is the full name
        open,       ///< no longer name in this document
        ambiguous,  ///< several, and nothing tells which
    };

    /// No ambiguous name but those of the gazetteer has more candidates: those of most weight, then by key.
    static constexpr std::size_t kMostCandidates = 16;

    /// Of an ambiguous name: whom it may mean.
    struct Candidate {
        KeyId key;
        std::int32_t listed;
        std::uint32_t weight;
    };

    State state = State::open;
    Rule rule = Rule::discovered;
    KeyId key = kNoKey;
    std::int32_t listed = Name::kNotListed;
    std::vector<Candidate> candidates = {};

    static Owner one_of(std::vector<Candidate> candidates, const NameKeys& keys);
};

/// For each name of a document whose it is, by the longer names in the same document.
///
/// A bare surname, family name or given name belongs to the person named in full; initials to what they abbreviate; a
/// part of an organisation's name to it. Of several persons the one named earlier in the same paragraph counts, else
/// the one named twice as often as any other; else the name stays ambiguous. An author's name grows no short forms, a
/// name that stands where a place stands ("in Lee") is no short form. O(n log n): of a crowd of namesakes those in the
/// last few hundred names of a paragraph count as earlier in it.
std::vector<Owner> owners_of(const std::vector<Name>& names, const Lexicon& lexicon);

}  // namespace wirecopy::entities
