#pragma once

#include <cstdint>

namespace wirecopy::entities {

/// What a word tells of the names beside it. The lists are data, a file a language in cpp/src/entities/cues, where each
/// is explained; rules never name a word.
enum class Cue : std::uint8_t {
    abbreviation,
    address,
    company,
    compass,
    demonym,
    determiner,
    elision,
    family_name_first,
    function_word,
    generation,
    given_name,
    hyphen_tail,
    known_place,
    legal_form,
    month,
    noun,
    office,
    organisation,
    particle,
    place,
    place_preposition,
    relative,
    relatives,
    speech,
    weekday,
};

/// A bit for each cue.
using CueBits = std::uint32_t;

constexpr CueBits bit(Cue cue) {
    return CueBits{1} << static_cast<unsigned>(cue);
}

}  // namespace wirecopy::entities
