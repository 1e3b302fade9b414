#include "wirecopy/entities/languages.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <cstddef>
#include <optional>

#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include "wirecopy/text/fold.hpp"
#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::entities {
namespace {

constexpr std::size_t kShortestTail = 4;  ///< bytes of a noun at the end of a compound
constexpr std::size_t kLongestTail = 32;
constexpr std::size_t kShortestStem = 3;     ///< characters
constexpr std::size_t kSlotsPerWord = 3;     ///< of a table of words, at least
constexpr std::size_t kWordsToTell = 200;    ///< words by which a language is told
constexpr std::uint32_t kWordsThatTell = 3;  ///< of its small words, at least

// Each file is one raw string, so that a list is compiled in as it stands.
constexpr std::string_view kAny =
#include "cues/any.txt"
    ;
constexpr std::string_view kEnglish =
#include "cues/en.txt"
    ;
constexpr std::string_view kGerman =
#include "cues/de.txt"
    ;
constexpr std::string_view kFrench =
#include "cues/fr.txt"
    ;
constexpr std::string_view kSpanish =
#include "cues/es.txt"
    ;
constexpr std::string_view kItalian =
#include "cues/it.txt"
    ;
constexpr std::string_view kPortuguese =
#include "cues/pt.txt"
    ;
constexpr std::string_view kDutch =
#include "cues/nl.txt"
    ;
constexpr std::string_view kPolish =
#include "cues/pl.txt"
    ;
constexpr std::string_view kRussian =
#include "cues/ru.txt"
    ;
constexpr std::string_view kUkrainian =
#include "cues/uk.txt"
    ;
constexpr std::string_view kGivenNames =
#include "cues/given_names.txt"
    ;
constexpr std::string_view kKnownPlaces =
#include "cues/known_places.txt"
    ;

struct Section {
    std::string_view name;
    Cue cue;
};
constexpr std::array kSections{
    Section{"abbreviations", Cue::abbreviation},
    Section{"addresses", Cue::address},
    Section{"companies", Cue::company},
    Section{"compass", Cue::compass},
    Section{"demonyms", Cue::demonym},
    Section{"determiners", Cue::determiner},
    Section{"elisions", Cue::elision},
    Section{"family names first", Cue::family_name_first},
    Section{"function words", Cue::function_word},
    Section{"generations", Cue::generation},
    Section{"hyphen tails", Cue::hyphen_tail},
    Section{"legal forms", Cue::legal_form},
    Section{"months", Cue::month},
    Section{"offices", Cue::office},
    Section{"organisations", Cue::organisation},
    Section{"particles", Cue::particle},
    Section{"place prepositions", Cue::place_preposition},
    Section{"places", Cue::place},
    Section{"relative", Cue::relative},
    Section{"relatives", Cue::relatives},
    Section{"speech", Cue::speech},
    Section{"weekdays", Cue::weekday},
};

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

/// Calls `take` with each line that is no comment, without white space around it.
template <typename Take>
void each_line(std::string_view data, const Take& take) {
    while (!data.empty()) {
        const std::string_view line = next_piece(data, "\n");
        if (!line.empty() && !line.starts_with('#')) take(line);
    }
}

template <typename Take>
void each_piece(std::string_view line, std::string_view separators, const Take& take) {
    while (!line.empty()) {
        const std::string_view piece = next_piece(line, separators);
        if (!piece.empty()) take(piece);
    }
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// The key of a name as `name_key` makes it.
std::string place_key(std::string_view place) {
    std::string key = text::fold(place);
    std::erase(key, '.');
    std::replace(key.begin(), key.end(), '-', ' ');
    if (const std::size_t elision = key.find("d'"); elision != std::string::npos) key.insert(elision + 2, 1, ' ');
    return key;
}

/// The names that Unicode gives countries in a language.
std::vector<std::string> countries_in(std::string_view code) {
    std::vector<std::string> names;
    const std::string language(code);
    for (const char* const* country = uloc_getISOCountries(); *country != nullptr; ++country) {
        std::string locale("und_");
        locale += *country;
        std::array<UChar, 128> buffer{};
        UErrorCode status = U_ZERO_ERROR;
        const std::int32_t size = uloc_getDisplayCountry(locale.c_str(), language.c_str(), buffer.data(),
                                                         static_cast<std::int32_t>(buffer.size()), &status);
        if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING || size <= 0) continue;
        std::string name;
        icu::UnicodeString(buffer.data(), size).toUTF8String(name);
        names.push_back(place_key(name));
    }
    return names;
}

constexpr std::array kOwn{kEnglish,    kGerman, kFrench, kSpanish, kItalian,
                          kPortuguese, kDutch,  kPolish, kRussian, kUkrainian};
constexpr std::array<std::string_view, kOwn.size()> kCodes{"en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk"};

const std::unordered_set<std::string>& known_places() {
    static const std::unordered_set<std::string> places = [] {
        std::unordered_set<std::string> result;
        each_line(kKnownPlaces, [&](std::string_view line) {
            each_piece(line, ",", [&](std::string_view place) { result.insert(place_key(place)); });
        });
        for (const std::string_view code : kCodes) {
            for (std::string& name : countries_in(code)) result.insert(std::move(name));
        }
        return result;
    }();
    return places;
}

}  // namespace

Language::Language(const std::vector<std::string_view>& files) {
    Cues cues;
    for (const std::string_view file : files) read(file, cues);
    each_line(kGivenNames, [&](std::string_view line) {
        each_piece(line, " ", [&](std::string_view name) { cues[tokens::token_key(name)] |= bit(Cue::given_name); });
    });
    for (const std::string& place : known_places()) {
        if (place.find(' ') == std::string::npos) cues[tokens::token_key(place)] |= bit(Cue::known_place);
    }
    for (const std::string& noun : nouns_) cues[tokens::token_key(noun)] |= bit(Cue::noun);
    slots_.resize(std::bit_ceil(kSlotsPerWord * cues.size()));
    for (const auto& [key, its] : cues) {
        std::size_t place = key & (slots_.size() - 1);
        while (slots_[place].cues != 0) place = (place + 1) & (slots_.size() - 1);
        slots_[place] = {key, its};
        has_cues_[word_of(key)] |= std::uint64_t{1} << (key % 64);
    }
    const auto longer = [](const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    };
    std::sort(endings_.begin(), endings_.end(), longer);
}

void Language::read(std::string_view data, Cues& cues) {
    std::string_view section;
    std::optional<Cue> cue;
    each_line(data, [&](std::string_view line) {
        if (line.front() == '[') {
            section = line.substr(1, line.find(']') - 1);
            const auto* found = std::find_if(kSections.begin(), kSections.end(),
                                             [&](const Section& each) { return each.name == section; });
            cue = found == kSections.end() ? std::nullopt : std::optional(found->cue);
            return;
        }
        each_piece(line, " ", [&](std::string_view word) {
            if (cue) cues[tokens::token_key(word)] |= bit(*cue);
            if (section == "nouns") nouns_.emplace(word);
            if (section == "name tails") name_tails_.emplace(word);
            if (section == "noun endings") noun_endings_.emplace_back(word);
            if (section == "endings") endings_.emplace_back(word);
        });
    });
}

bool Language::is_noun(std::string_view folded) const {
    const auto ends_with = [&](const std::string& ending) {
        return folded.size() > ending.size() && folded.ends_with(ending) &&
               characters(folded.substr(0, folded.size() - ending.size())) >= 2;
    };
    if (std::any_of(noun_endings_.begin(), noun_endings_.end(), ends_with)) return true;
    // With and without the endings of cases, each a piece of the one before.
    constexpr std::array<std::string_view, 5> kCases{"", "n", "en", "s", "es"};
    return std::any_of(kCases.begin(), kCases.end(), [&](std::string_view ending) {
        return folded.ends_with(ending) && is_base_noun(folded.substr(0, folded.size() - ending.size()));
    });
}

bool Language::is_base_noun(std::string_view folded) const {
    if (nouns_.contains(std::string(folded))) return true;
    // The longest tail decides: "Deutschland" ends like a name, "Ölkonzern" like a noun.
    const std::size_t first = folded.size() > kLongestTail + 2 ? folded.size() - kLongestTail : 2;
    for (std::size_t begin = first; begin + kShortestTail <= folded.size(); ++begin) {
        if ((static_cast<unsigned char>(folded[begin]) & 0xC0) == 0x80) continue;
        const std::string tail(folded.substr(begin));
        if (name_tails_.contains(tail)) return false;
        if (nouns_.contains(tail)) return true;
    }
    return false;
}

std::string_view Language::stem(std::string_view folded) const {
    const std::size_t whole = characters(folded);
    for (const std::string& ending : endings_) {
        if (!folded.ends_with(ending) || whole < kShortestStem + characters(ending)) continue;
        return folded.substr(0, folded.size() - ending.size());
    }
    return folded;
}

const std::vector<Language>& languages() {
    static const std::vector<Language> known = [] {
        std::vector<Language> result;
        for (const std::string_view own : kOwn) result.push_back(Language({kAny, own}));
        return result;
    }();
    return known;
}

std::uint8_t language_of(const tokens::TokenView& tokens) {
    // For each function word the languages that have it, a bit each.
    static const tsl::robin_map<tokens::TokenKey, std::uint32_t> words = [] {
        tsl::robin_map<tokens::TokenKey, std::uint32_t> result;
        for (std::size_t i = 0; i < languages().size(); ++i) {
            languages()[i].each(Cue::function_word,
                                [&](tokens::TokenKey key) { result[key] |= std::uint32_t{1} << i; });
        }
        return result;
    }();
    std::array<std::uint32_t, 32> counts{};
    std::bitset<1024> counted;
    std::size_t seen = 0;
    for (std::size_t token = 0; token < tokens.size() && seen < kWordsToTell; ++token) {
        if (tokens.kind(token) != tokens::TokenKind::word) continue;
        ++seen;
        const auto it = words.find(tokens.key(token));
        // Each word counts once, so that a text of one word has no language.
        if (it == words.end() || counted.test(tokens.key(token) % counted.size())) continue;
        counted.set(tokens.key(token) % counted.size());
        for (std::size_t i = 0; i < languages().size(); ++i) counts[i] += it->second >> i & 1;
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return *most < kWordsThatTell ? 0 : static_cast<std::uint8_t>(most - counts.begin());
}

bool is_known_place(const std::string& key) {
    return known_places().contains(key);
}

}  // namespace wirecopy::entities
