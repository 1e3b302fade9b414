#include "wirecopy/entities/lexicon.hpp"

#include <map>
#include <set>
#include <utility>

#include "wirecopy/entities/languages.hpp"
#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::entities {
namespace {

/// "Russian", "Russians".
bool is_demonym(std::string_view key) {
    const Language& english = languages().front();
    const auto is = [&](std::string_view word) {
        return (english.cues(tokens::token_key(word)) & bit(Cue::demonym)) != 0;
    };
    return is(key) || (key.ends_with('s') && is(key.substr(0, key.size() - 1)));
}

}  // namespace

bool begins_with(std::string_view full, std::string_view part) {
    return full.size() > part.size() && full.starts_with(part) && full[part.size()] == ' ';
}

std::vector<std::string_view> parts_of(std::string_view key) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= key.size();) {
        const std::size_t end = std::min(key.find(' ', begin), key.size());
        parts.push_back(key.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

bool ends_with(std::string_view full, std::string_view part) {
    return full.size() > part.size() && full.ends_with(part) && full[full.size() - part.size() - 1] == ' ';
}

bool is_surname(std::string_view part, std::string_view full) {
    if (ends_with(full, part)) return true;
    return begins_with(full, part) &&
           (languages().front().cues(tokens::token_key(part)) & bit(Cue::family_name_first)) != 0;
}

bool are_initials(std::string_view acronym, std::string_view full) {
    const std::vector<std::string_view> parts = parts_of(full);
    const std::u32string letters = code_points(acronym);
    if (letters.size() < 2 || letters.size() * 2 < parts.size() || letters.front() != first_code_point(full))
        return false;
    std::size_t matched = 0;
    for (const std::string_view part : parts) {
        if (matched < letters.size() && first_code_point(part) == letters[matched]) ++matched;
    }
    return matched == letters.size();
}

Kind Lexicon::kind_of(const Name& name) const {
    if (name.listed >= 0) {
        const Kind told =
            kind_from(gazetteer->kinds()[gazetteer->entity_kind()[static_cast<std::size_t>(name.listed)]]);
        if (told != Kind::other) return told;
    }
    const auto it = names.find(name.key);
    const Votes& votes = it == names.end() ? name.votes : it->second;
    const Kind kind = votes.kind();
    if (kind == Kind::other && speaks_for_itself(name.key, votes)) return Kind::organisation;
    if (kind != Kind::person || votes.person + votes.given_name > 0) return kind;
    // It only looks like a person: its words must be such as persons are called by.
    const std::vector<std::string_view> parts = parts_of(name.key);
    const bool family_name_first = is_surname(parts.front(), name.key) && may_be_surname(parts.front());
    const bool given_name_first = may_be_given_name(parts.front()) && may_be_surname(parts.back());
    return family_name_first || given_name_first ? kind : Kind::other;
}

bool Lexicon::speaks_for_itself(const std::string& key, const Votes& votes) const {
    const bool speaks = votes.speaks > votes.place && votes.definite * 2 <= votes.mentions;
    if (!speaks || key.find(' ') != std::string::npos || is_demonym(key)) return false;
    const auto it = introductions.find(key);
    return it != introductions.end() && it->second.with_person == 0;
}

bool Lexicon::may_be_surname(std::string_view word) const {
    const auto it = introductions.find(std::string(word));
    return it == introductions.end() || it->second.with_person * 2 >= it->second.without_person;
}

bool Lexicon::is_surname_here(std::string_view word) const {
    const auto it = introductions.find(std::string(word));
    return it != introductions.end() && it->second.with_person > it->second.without_person;
}

bool Lexicon::may_be_given_name(std::string_view word) const {
    const auto it = introductions.find(std::string(word));
    return it == introductions.end() || it->second.begins_person >= it->second.with_person + it->second.without_person;
}

bool Lexicon::may_be_head(std::string_view word) const {
    const auto it = introductions.find(std::string(word));
    return it == introductions.end() || it->second.with_organisation >= it->second.without_organisation * 2;
}

void add_introductions(const std::vector<Name>& names, const Lexicon& lexicon, Introductions& introductions) {
    std::map<std::string_view, std::pair<bool, bool>> words;  // beside a person, beside an organisation
    for (const Name& name : names) {
        const bool one_word = name.key.find(' ') == std::string::npos;
        if (one_word && !name.doubtful) words.try_emplace(name.key);
    }
    std::set<std::string_view> first_words;
    for (const Name& name : names) {
        if (name.doubtful || name.byline || name.key.find(' ') == std::string::npos) continue;
        const Kind kind = lexicon.kind_of(name);
        const std::vector<std::string_view> parts = parts_of(name.key);
        if (kind == Kind::person) first_words.insert(parts.front());
        for (const std::string_view part : {parts.front(), parts.back()}) {
            const auto it = words.find(part);
            if (it == words.end()) continue;
            if (kind == Kind::person && is_surname(part, name.key)) it->second.first = true;
            if (kind == Kind::organisation && ends_with(name.key, part)) it->second.second = true;
        }
    }
    for (const auto& [word, beside] : words) {
        Introduction& introduction = introductions[std::string(word)];
        ++(beside.first ? introduction.with_person : introduction.without_person);
        ++(beside.second ? introduction.with_organisation : introduction.without_organisation);
    }
    for (const std::string_view word : first_words) ++introductions[std::string(word)].begins_person;
}

bool Lexicon::speaks(const Name& name) const {
    const auto it = names.find(name.key);
    return it != names.end() && it->second.speaks + it->second.person > 0;
}

bool is_short_name(const std::string& part, const std::string& full, const Lexicon& lexicon) {
    if (!begins_with(full, part)) return false;
    const auto votes = lexicon.names.find(part);
    const auto whole = lexicon.names.find(full);
    const auto all = lexicon.begin_with.find(part);
    if (votes == lexicon.names.end() || whole == lexicon.names.end() || all == lexicon.begin_with.end()) return false;
    return votes->second.speaks > 0 && votes->second.place == 0 &&
           votes->second.definite * 2 <= votes->second.mentions && whole->second.mentions * 2 >= all->second;
}

}  // namespace wirecopy::entities
