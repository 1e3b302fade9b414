#include "wirecopy/entities/lexicon.hpp"

#include <algorithm>
#include <array>
#include <string_view>

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

void sort_distinct(std::vector<KeyId>& keys) {
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

}  // namespace

void Introduction::add(const Introduction& other) {
    with_person += other.with_person;
    without_person += other.without_person;
    with_organisation += other.with_organisation;
    without_organisation += other.without_organisation;
    begins_person += other.begins_person;
}

Lexicon::Lexicon(const NameKeys& keys, const Gazetteer* gazetteer)
    : keys_(&keys),
      gazetteer_(gazetteer),
      votes_(keys.size()),
      begin_with_(keys.size()),
      introductions_(keys.size()),
      kinds_(keys.size(), Kind::other) {}

void Lexicon::add_names(const std::vector<Name>& names) {
    for (const Name& name : names) {
        if (name.doubtful) continue;
        votes_[name.key].add(name.votes);
        if (!keys_->is_one_word(name.key)) begin_with_[keys_->first(name.key)] += name.votes.mentions;
    }
}

void Lexicon::set_introductions(const Introductions& introductions) {
    for (const auto& [word, introduction] : introductions) introductions_[word] = introduction;
}

void Lexicon::tell_kinds() {
    for (KeyId key = 0; key < kinds_.size(); ++key) {
        if (votes_[key].mentions > 0) kinds_[key] = told_kind(key, votes_[key]);
    }
}

Kind Lexicon::kind_of(const Name& name) const {
    if (name.listed >= 0) {
        const std::uint32_t kind = gazetteer_->entity_kind()[static_cast<std::size_t>(name.listed)];
        const Kind told = kind_from(gazetteer_->kinds()[kind]);
        if (told != Kind::other) return told;
    }
    if (votes_[name.key].mentions > 0) return kinds_[name.key];
    Votes votes;
    votes.add(name.votes);
    return told_kind(name.key, votes);
}

Kind Lexicon::told_kind(KeyId key, const Votes& votes) const {
    const Kind kind = votes.kind();
    if (kind == Kind::other && speaks_for_itself(key, votes)) return Kind::organisation;
    if (kind != Kind::person || votes.person + votes.given_name > 0) return kind;
    // It only looks like a person: its words must be such as persons are called by.
    const KeyId first = keys_->first(key);
    const bool family_name_first = keys_->is_surname(first, key) && may_be_surname(first);
    const bool given_name_first = may_be_given_name(first) && may_be_surname(keys_->last(key));
    return family_name_first || given_name_first ? kind : Kind::other;
}

bool Lexicon::speaks_for_itself(KeyId key, const Votes& votes) const {
    if (votes.speaks <= votes.place || votes.definite * 2 > votes.mentions || !keys_->is_one_word(key)) return false;
    const Introduction& here = introductions_[key];
    const bool introduced = here.without_person + here.without_organisation + here.begins_person > 0;
    return introduced && here.with_person == 0 && !is_demonym(keys_->text(key));
}

bool Lexicon::may_be_surname(KeyId word) const {
    return introductions_[word].with_person * 2 >= introductions_[word].without_person;
}

bool Lexicon::is_surname_here(KeyId word) const {
    return introductions_[word].with_person > introductions_[word].without_person;
}

bool Lexicon::may_be_given_name(KeyId word) const {
    const Introduction& here = introductions_[word];
    return here.begins_person >= here.with_person + here.without_person;
}

bool Lexicon::may_be_head(KeyId word) const {
    return introductions_[word].with_organisation >= introductions_[word].without_organisation * 2;
}

bool Lexicon::is_short_name(KeyId part, KeyId full) const {
    const Votes& votes = votes_[part];
    const std::uint32_t all = begin_with_[part];
    return votes.speaks > 0 && votes.place == 0 && all > 0 && votes.definite * 2 <= votes.mentions &&
           votes_[full].mentions * 2 >= all && keys_->begins_with(full, part);
}

void add_introductions(const std::vector<Name>& names, const Lexicon& lexicon, Introductions& introductions) {
    struct Beside {
        bool person = false;
        bool organisation = false;
    };
    const NameKeys& keys = lexicon.keys();
    std::vector<KeyId> words;
    for (const Name& name : names) {
        if (!name.doubtful && keys.is_one_word(name.key)) words.push_back(name.key);
    }
    sort_distinct(words);
    std::vector<Beside> beside(words.size());
    std::vector<KeyId> first_words;
    for (const Name& name : names) {
        if (name.doubtful || name.byline || keys.is_one_word(name.key)) continue;
        const Kind kind = lexicon.kind_of(name);
        if (kind == Kind::person) first_words.push_back(keys.first(name.key));
        for (const KeyId part : {keys.first(name.key), keys.last(name.key)}) {
            const auto it = std::lower_bound(words.begin(), words.end(), part);
            if (it == words.end() || *it != part) continue;
            Beside& its = beside[static_cast<std::size_t>(it - words.begin())];
            if (kind == Kind::person && keys.is_surname(part, name.key)) its.person = true;
            if (kind == Kind::organisation && keys.ends_with(name.key, part)) its.organisation = true;
        }
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
        Introduction& introduction = introductions[words[i]];
        ++(beside[i].person ? introduction.with_person : introduction.without_person);
        ++(beside[i].organisation ? introduction.with_organisation : introduction.without_organisation);
    }
    sort_distinct(first_words);
    for (const KeyId word : first_words) ++introductions[word].begins_person;
}

}  // namespace wirecopy::entities
