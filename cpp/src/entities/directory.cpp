#include "directory.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "wirecopy/entities/languages.hpp"
#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::entities {
namespace {

/// How far a full name must outweigh every other one (in documents) that a short form fits as well.
constexpr std::uint32_t kOutweighs = 3;
/// A short form that stands alone in this many times more documents than the full name is somebody else's.
constexpr std::uint32_t kTooCommon = 4;

/// What tells names apart: the key, and whose it is in the gazetteer.
std::uint64_t identity_of(const Name& name) {
    const std::uint32_t listed = name.listed >= 0 ? static_cast<std::uint32_t>(name.listed) + 1 : 0;
    return std::uint64_t{listed} << 32U | name.key;
}

}  // namespace

bool is_alone(const Name& name, const Owner& owner) {
    return owner.state == Owner::State::open && !name.doubtful;
}

template <typename Take>
void Directory::each(const std::vector<std::pair<KeyId, std::uint32_t>>& index, KeyId key, const Take& take) {
    for (auto it = std::lower_bound(index.begin(), index.end(), std::pair<KeyId, std::uint32_t>(key, 0));
         it != index.end() && it->first == key; ++it) {
        take(it->second);
    }
}

Directory::Directory(const std::vector<NamedDocument>& documents, const Lexicon& lexicon,
                     const parallel::Control& control, parallel::Steps& steps)
    : lexicon_(lexicon), keys_(lexicon.keys()), alone_(keys_.size()), alone_seen_(keys_.size()) {
    std::uint32_t number = 0;
    for (const NamedDocument& document : documents) {
        count(document, ++number);
        steps.add(document.names.size() * kStepsPerName);
    }
    for (std::uint32_t i = 0; i < fulls_.size(); ++i) {
        const KeyId first = keys_.first(fulls_[i].key);
        const KeyId last = keys_.last(fulls_[i].key);
        by_part_.emplace_back(first, i);
        if (last != first) by_part_.emplace_back(last, i);
    }
    std::sort(by_part_.begin(), by_part_.end());
    std::sort(by_defined_.begin(), by_defined_.end());
    by_defined_.erase(std::unique(by_defined_.begin(), by_defined_.end()), by_defined_.end());
    if (lexicon.gazetteer() != nullptr) list_words(control);
}

void Directory::list_words(const parallel::Control& control) {
    std::unordered_set<std::string> open;
    for (KeyId key = 0; key < alone_.size(); ++key) {
        if (alone_[key] > 0) open.emplace(keys_.text(key));
    }
    listed_ = ListWords(*lexicon_.gazetteer(), open, control);
}

void Directory::count(const NamedDocument& document, std::uint32_t number) {
    for (std::size_t i = 0; i < document.names.size(); ++i) {
        const Name& name = document.names[i];
        if (is_alone(name, document.owners[i]) && alone_seen_[name.key] != number) {
            alone_seen_[name.key] = number;
            ++alone_[name.key];
        }
        if (name.doubtful || name.listed == Gazetteer::kSeveral || keys_.is_one_word(name.key)) continue;
        const auto [it, is_new] = numbers_.try_emplace(identity_of(name), static_cast<std::uint32_t>(fulls_.size()));
        if (is_new) {
            Name alike;
            alike.key = name.key;
            alike.listed = name.listed;
            fulls_.push_back({name.key, name.listed, lexicon_.kind_of(alike)});
        }
        FullName& full = fulls_[it->second];
        if (full.last_document != number) ++full.documents;
        full.last_document = number;
        full.authors_only = full.authors_only && name.byline;
        if (name.defined != kNoKey && are_initials(keys_.text(name.defined), keys_.text(name.key)))
            by_defined_.emplace_back(name.defined, it->second);
    }
}

const Owner& Directory::owner_of(const Name& name) {
    const bool place = lexicon_.kind_of(name) == Kind::place;
    std::uint64_t question = name.key;
    for (const bool flag : {name.acronym, name.demonym, name.titled, name.given, name.no_surname, place})
        question = question << 1U | (flag ? 1 : 0);
    const auto [it, is_new] = answers_.try_emplace(question);
    if (is_new) it.value() = look_up(name, place);
    return it->second;
}

Owner Directory::look_up(const Name& name, bool place) const {
    if (name.demonym || name.given) return {};
    if (const Owner owner = only(name, listed_as(name, {Rule::short_name, Rule::spelling}));
        owner.state != Owner::State::open && !name.titled)
        return owner;
    if (name.acronym) {
        std::vector<std::uint32_t> defined;
        each(by_defined_, name.key, [&](std::uint32_t i) { defined.push_back(i); });
        const Owner owner = outweighing(name, defined, Rule::acronym);
        if (owner.state == Owner::State::found) return owner;
    }
    if (place && !name.titled) return {};
    const bool surname = !name.no_surname && (name.titled || lexicon_.may_be_surname(name.key));
    std::vector<std::uint32_t> persons;
    std::vector<std::uint32_t> organisations;
    each(by_part_, name.key, [&](std::uint32_t i) {
        const FullName& full = fulls_[i];
        if (surname && full.kind == Kind::person && !full.authors_only && keys_.is_surname(name.key, full.key))
            persons.push_back(i);
        if (full.kind == Kind::organisation && lexicon_.is_short_name(name.key, full.key)) organisations.push_back(i);
    });
    if (!persons.empty()) {
        Owner owner = outweighing(name, persons, name.titled ? Rule::title : Rule::surname);
        // A name that no title and no verb makes a person's may be anything's.
        if (owner.state == Owner::State::ambiguous && !name.titled && !lexicon_.speaks(name.key)) return {};
        return owner;
    }
    Owner known;
    // What no document says in full counts as if one did.
    const bool rare = alone_[name.key] <= kTooCommon;
    if (name.titled || (rare && !name.no_surname && may_be_surname_alone(name.key)))
        known = only(name, listed_as(name, {Rule::surname}));
    if (known.state != Owner::State::open || name.titled) return known;
    if (organisations.size() == 1) return outweighing(name, organisations, Rule::short_name);
    if (!name.no_surname) known = only(name, listed_as(name, {Rule::given_name}));
    if (known.state == Owner::State::open) known = only(name, listed_as(name, {Rule::acronym}));
    return known.state == Owner::State::found ? known : Owner{};
}

/// "The Hill" is no Mr Hill, and "Tiffany" is whoever has that given name.
bool Directory::may_be_surname_alone(KeyId word) const {
    const CueBits cues = languages().front().cues(tokens::token_key(keys_.text(word)));
    return !lexicon_.is_definite(word) && (cues & bit(Cue::given_name)) == 0;
}

/// What the list means by a word, by some of its rules.
std::vector<ListWords::Meaning> Directory::listed_as(const Name& name, std::initializer_list<Rule> rules) const {
    std::vector<ListWords::Meaning> meant;
    if (listed_.empty()) return meant;
    for (const ListWords::Meaning& each : listed_.of(std::string(keys_.text(name.key)))) {
        if (std::find(rules.begin(), rules.end(), each.rule) == rules.end()) continue;
        if (each.rule == Rule::acronym && !name.acronym) continue;
        if (!each.sure && !name.titled && !lexicon_.speaks(name.key)) continue;
        meant.push_back(each);
    }
    return meant;
}

/// The entity that all meanings have, or all entities.
Owner Directory::only(const Name& name, const std::vector<ListWords::Meaning>& meant) const {
    std::vector<Owner::Candidate> candidates;
    for (const ListWords::Meaning& each : meant) {
        const bool again = !candidates.empty() && candidates.back().listed == each.entity;
        if (!again) candidates.push_back({kNoKey, each.entity, 1});
    }
    if (candidates.empty()) return {};
    if (candidates.size() > 1) return Owner::one_of(std::move(candidates), keys_);
    Rule rule = meant.front().rule;
    if (rule == Rule::given_name) rule = Rule::short_name;
    if (rule == Rule::surname && name.titled) rule = Rule::title;
    return {Owner::State::found, rule, name.key, meant.front().entity};
}

Owner Directory::outweighing(const Name& name, const std::vector<std::uint32_t>& candidates, Rule rule) const {
    if (candidates.empty()) return {};
    const auto lighter = [&](std::uint32_t a, std::uint32_t b) { return fulls_[a].documents < fulls_[b].documents; };
    const std::uint32_t most = *std::max_element(candidates.begin(), candidates.end(), lighter);
    const FullName& full = fulls_[most];
    const bool outweighs = std::all_of(candidates.begin(), candidates.end(), [&](std::uint32_t i) {
        return i == most || full.documents >= kOutweighs * fulls_[i].documents;
    });
    if (!outweighs) {
        std::vector<Owner::Candidate> all;
        for (const std::uint32_t i : candidates)
            all.push_back({fulls_[i].key, fulls_[i].listed, 1 + fulls_[i].documents});
        return Owner::one_of(std::move(all), keys_);
    }
    if (alone_[name.key] > kTooCommon * full.documents) return {};
    return {Owner::State::found, rule, full.key, full.listed};
}

}  // namespace wirecopy::entities
