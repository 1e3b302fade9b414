#include "wirecopy/entities/cues.hpp"

#include <algorithm>
#include <cstddef>

#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::entities {
namespace {

// Each file is one raw string, so that a list is compiled in as it stands.
constexpr std::string_view kAbbreviations =
#include "cues/abbreviations.txt"
    ;
constexpr std::string_view kAddresses =
#include "cues/addresses.txt"
    ;
constexpr std::string_view kCompass =
#include "cues/compass.txt"
    ;
constexpr std::string_view kDemonyms =
#include "cues/demonyms.txt"
    ;
constexpr std::string_view kFamilyNamesFirst =
#include "cues/family_names_first.txt"
    ;
constexpr std::string_view kFunctionWords =
#include "cues/function_words.txt"
    ;
constexpr std::string_view kHyphenTails =
#include "cues/hyphen_tails.txt"
    ;
constexpr std::string_view kMonths =
#include "cues/months.txt"
    ;
constexpr std::string_view kOffices =
#include "cues/offices.txt"
    ;
constexpr std::string_view kOrganisations =
#include "cues/organisations.txt"
    ;
constexpr std::string_view kParticles =
#include "cues/particles.txt"
    ;
constexpr std::string_view kPlacePrepositions =
#include "cues/place_prepositions.txt"
    ;
constexpr std::string_view kPlaces =
#include "cues/places.txt"
    ;
constexpr std::string_view kSpeech =
#include "cues/speech.txt"
    ;
constexpr std::string_view kWeekdays =
#include "cues/weekdays.txt"
    ;

std::string_view next_piece(std::string_view& rest, std::string_view separators) {
    const std::size_t begin = rest.find_first_not_of(separators);
    if (begin == std::string_view::npos) {
        rest = {};
        return {};
    }
    const std::size_t end = std::min(rest.find_first_of(separators, begin), rest.size());
    const std::string_view piece = rest.substr(begin, end - begin);
    rest.remove_prefix(end);
    return piece;
}

}  // namespace

WordList::WordList(std::string_view words) {
    while (!words.empty()) {
        std::string_view line = next_piece(words, "\n");
        if (line.starts_with('#')) continue;
        while (!line.empty()) {
            const std::string_view word = next_piece(line, " ");
            if (!word.empty()) keys_.insert(tokens::token_key(word));
        }
    }
}

const Cues& cues() {
    static const Cues lists{
        .abbreviations = WordList(kAbbreviations),
        .addresses = WordList(kAddresses),
        .compass = WordList(kCompass),
        .demonyms = WordList(kDemonyms),
        .family_names_first = WordList(kFamilyNamesFirst),
        .function_words = WordList(kFunctionWords),
        .hyphen_tails = WordList(kHyphenTails),
        .months = WordList(kMonths),
        .offices = WordList(kOffices),
        .organisations = WordList(kOrganisations),
        .particles = WordList(kParticles),
        .place_prepositions = WordList(kPlacePrepositions),
        .places = WordList(kPlaces),
        .speech = WordList(kSpeech),
        .weekdays = WordList(kWeekdays),
    };
    return lists;
}

}  // namespace wirecopy::entities
