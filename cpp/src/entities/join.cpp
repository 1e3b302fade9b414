#include "wirecopy/entities/join.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <tsl/robin_map.h>

#include "wirecopy/parallel/steps.hpp"

namespace wirecopy::entities {
namespace {

/// How far a full name must outweigh every other one (in documents) that a short form fits as well.
constexpr std::uint32_t kOutweighs = 3;
/// A short form that stands alone in this many times more documents than the full name is somebody else's.
constexpr std::uint32_t kTooCommon = 4;
/// Look-ups and copies of strings that a name costs, about.
constexpr std::size_t kStepsPerName = 8;

/// A full name, or a gazetteer's entity.
struct FullName {
    std::string key;
    std::int32_t listed;
    Kind kind;
    std::uint32_t documents = 0;
    bool authors_only = true;  ///< seen in bylines alone
};

/// What tells names apart: the key, and whose it is in the gazetteer.
std::string identity_of(const std::string& key, std::int32_t listed) {
    return listed >= 0 ? key + '\n' + std::to_string(listed) : key;
}

bool is_alone(const Name& name, const Owner& owner) {
    return owner.state == Owner::State::open && !name.doubtful;
}

/// Finds owners for names that no name in their own document explains.
class Directory {
  public:
    Directory(const std::vector<NamedDocument>& documents, const Lexicon& lexicon, const parallel::Control& control,
              parallel::Steps& steps)
        : lexicon_(lexicon) {
        for (const NamedDocument& document : documents) {
            count(document);
            steps.add(document.names.size() * kStepsPerName);
        }
        for (std::uint32_t i = 0; i < fulls_.size(); ++i) {
            const std::vector<std::string_view> parts = parts_of(fulls_[i].key);
            by_part_[std::string(parts.front())].push_back(i);
            by_part_[std::string(parts.back())].push_back(i);
        }
        if (lexicon.gazetteer == nullptr) return;
        std::unordered_set<std::string> open;
        for (const auto& [key, count] : alone_) open.insert(key);
        listed_ = ListWords(*lexicon.gazetteer, open, control);
    }

    /// The answer, which is looked for once for all names that ask the same.
    const Owner& owner_of(const Name& name) {
        const bool place = lexicon_.kind_of(name) == Kind::place;
        const bool flags[] = {name.acronym, name.demonym, name.titled, place, lexicon_.speaks(name)};
        std::string question = name.key + '\n';
        for (const bool flag : flags) question += flag ? '1' : '0';
        const auto [it, is_new] = answers_.try_emplace(std::move(question));
        if (is_new) it->second = look_up(name, place);
        return it->second;
    }

  private:
    Owner look_up(const Name& name, bool place) const {
        if (name.demonym) return {};
        if (const Owner owner = only(name, listed_as(name, {Rule::short_name, Rule::spelling}));
            owner.state != Owner::State::open && !name.titled)
            return owner;
        if (name.acronym) {
            const auto defined = defined_.find(name.key);
            if (defined != defined_.end()) {
                const Owner owner = outweighing(name, {defined->second.begin(), defined->second.end()}, Rule::acronym);
                if (owner.state == Owner::State::found) return owner;
            }
        }
        if (place && !name.titled) return {};
        const bool surname = name.titled || lexicon_.may_be_surname(name.key);
        std::vector<std::uint32_t> persons;
        std::vector<std::uint32_t> organisations;
        if (const auto found = by_part_.find(name.key); found != by_part_.end()) {
            for (const std::uint32_t i : found->second) {
                const FullName& full = fulls_[i];
                if (surname && full.kind == Kind::person && !full.authors_only && is_surname(name.key, full.key))
                    persons.push_back(i);
                if (full.kind == Kind::organisation && is_short_name(name.key, full.key, lexicon_))
                    organisations.push_back(i);
            }
        }
        Owner owner;
        if (!persons.empty()) owner = outweighing(name, persons, name.titled ? Rule::title : Rule::surname);
        if (owner.state != Owner::State::found) {
            const Owner known = only(name, listed_as(name, {Rule::surname}));
            if (known.state != Owner::State::open && persons.empty()) return known;
        }
        if (!persons.empty()) {
            // A name that no title and no verb makes a person's may be anything's.
            if (owner.state == Owner::State::ambiguous && !name.titled && !lexicon_.speaks(name)) return {};
            return owner;
        }
        if (name.titled) return {};
        if (organisations.size() == 1) return outweighing(name, organisations, Rule::short_name);
        owner = only(name, listed_as(name, {Rule::given_name}));
        if (owner.state == Owner::State::open) owner = only(name, listed_as(name, {Rule::acronym}));
        return owner.state == Owner::State::found ? owner : Owner{};
    }

    /// What the list means by a word, by some of its rules.
    std::vector<ListWords::Meaning> listed_as(const Name& name, std::initializer_list<Rule> rules) const {
        std::vector<ListWords::Meaning> meant;
        for (const ListWords::Meaning& each : listed_.of(name.key)) {
            if (std::find(rules.begin(), rules.end(), each.rule) == rules.end()) continue;
            if (each.rule == Rule::acronym && !name.acronym) continue;
            if (!each.sure && !name.titled && !lexicon_.speaks(name)) continue;
            meant.push_back(each);
        }
        return meant;
    }

    /// The entity that all meanings have, or all entities.
    static Owner only(const Name& name, const std::vector<ListWords::Meaning>& meant) {
        std::vector<Owner::Candidate> candidates;
        for (const ListWords::Meaning& each : meant) {
            const bool again = !candidates.empty() && candidates.back().listed == each.entity;
            if (!again) candidates.push_back({{}, each.entity, 1});
        }
        if (candidates.empty()) return {};
        if (candidates.size() > 1) return Owner::one_of(std::move(candidates));
        Rule rule = meant.front().rule;
        if (rule == Rule::given_name) rule = Rule::short_name;
        if (rule == Rule::surname && name.titled) rule = Rule::title;
        return {Owner::State::found, name.key, meant.front().entity, rule, {}};
    }

    void count(const NamedDocument& document) {
        std::unordered_set<std::string> alone;
        std::map<std::pair<std::string, std::int32_t>, bool> seen;  // whether in a byline only
        for (std::size_t i = 0; i < document.names.size(); ++i) {
            const Name& name = document.names[i];
            if (is_alone(name, document.owners[i])) alone.insert(name.key);
            if (name.doubtful || name.listed == Gazetteer::kSeveral || name.key.find(' ') == std::string::npos)
                continue;
            const auto [it, is_new] = seen.try_emplace({name.key, name.listed}, name.byline);
            it->second = it->second && name.byline;
        }
        for (const std::string& key : alone) ++alone_[key];
        for (const auto& [identity, byline] : seen) {
            const auto [it, is_new] = index_.try_emplace(identity_of(identity.first, identity.second),
                                                         static_cast<std::uint32_t>(fulls_.size()));
            if (is_new) {
                Name name;
                std::tie(name.key, name.listed) = identity;
                fulls_.push_back({identity.first, identity.second, lexicon_.kind_of(name)});
            }
            ++fulls_[it->second].documents;
            fulls_[it->second].authors_only = fulls_[it->second].authors_only && byline;
        }
        for (const Name& name : document.names) {
            if (name.defined.empty() || name.doubtful || !are_initials(name.defined, name.key)) continue;
            const auto it = index_.find(identity_of(name.key, name.listed));
            if (it != index_.end()) defined_[name.defined].insert(it->second);
        }
    }

    Owner outweighing(const Name& name, std::vector<std::uint32_t> candidates, Rule rule) const {
        const auto heavier = [&](std::uint32_t a, std::uint32_t b) {
            return fulls_[a].documents < fulls_[b].documents;
        };
        const std::uint32_t most = *std::max_element(candidates.begin(), candidates.end(), heavier);
        const FullName& full = fulls_[most];
        const bool outweighs = std::all_of(candidates.begin(), candidates.end(), [&](std::uint32_t i) {
            return i == most || full.documents >= kOutweighs * fulls_[i].documents;
        });
        if (!outweighs) {
            std::vector<Owner::Candidate> all;
            for (const std::uint32_t i : candidates)
                all.push_back({fulls_[i].key, fulls_[i].listed, 1 + fulls_[i].documents});
            return Owner::one_of(std::move(all));
        }
        const auto alone = alone_.find(name.key);
        if (alone != alone_.end() && alone->second > kTooCommon * full.documents) return {};
        return {Owner::State::found, full.key, full.listed, rule, {}};
    }

    const Lexicon& lexicon_;
    ListWords listed_;
    std::vector<FullName> fulls_;
    tsl::robin_map<std::string, std::uint32_t> index_;
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_part_;
    std::unordered_map<std::string, std::unordered_set<std::uint32_t>> defined_;
    std::unordered_map<std::string, std::uint32_t> alone_;  ///< documents in which a name has no owner
    std::unordered_map<std::string, Owner> answers_;
};

/// An entity while its mentions come in.
struct Gathered {
    Entity entity;
    std::uint32_t last_document = 0;
    std::string key;                                       ///< empty for the gazetteer's
    std::unordered_map<std::string, std::uint32_t> names;  ///< how often it is called what
    std::unordered_map<std::string, std::uint32_t> full_names;
    std::map<std::string, std::uint32_t> kinds;  ///< that finders give it, and how often
};

std::vector<std::string> by_frequency(const std::unordered_map<std::string, std::uint32_t>& counts) {
    std::vector<std::pair<std::string, std::uint32_t>> sorted(counts.begin(), counts.end());
    std::sort(sorted.begin(), sorted.end(),
              [](const auto& a, const auto& b) { return std::pair(b.second, a.first) < std::pair(a.second, b.first); });
    std::vector<std::string> names;
    for (auto& [name, count] : sorted) names.push_back(std::move(name));
    return names;
}

std::string slug(std::string key) {
    std::replace(key.begin(), key.end(), ' ', '-');
    return key;
}

/// Collects mentions by entity.
class Collector {
  public:
    Collector(const Lexicon& lexicon, const Given& given) : lexicon_(lexicon), given_(given) {}

    void add(std::uint32_t document, std::string_view text, const Name& name, const Owner& owner) {
        if (name.doubtful && owner.state != Owner::State::found) return;
        Rule rule = owner.rule;
        std::int32_t entity = -1;
        if (owner.state != Owner::State::ambiguous) {
            const bool itself = owner.state == Owner::State::open;
            const bool one_word = name.key.find(' ') == std::string::npos;
            if (itself) rule = name.titled && one_word && name.rule == Rule::discovered ? Rule::title : name.rule;
            entity = entity_of(itself ? name.key : owner.key, owner.listed);
            Gathered& gathered = gathered_[static_cast<std::size_t>(entity)];
            const std::string surface(text.substr(name.span.begin, name.span.end - name.span.begin));
            ++gathered.names[surface];
            if (name.given_kind >= 0) ++gathered.kinds[given_.kinds[static_cast<std::size_t>(name.given_kind)]];
            if (name.key == gathered.key && !name.addressed) ++gathered.full_names[surface];
            if (gathered.entity.mentions++ == 0 || gathered.last_document != document) ++gathered.entity.documents;
            gathered.last_document = document;
        }
        for (const Owner::Candidate& candidate : owner.candidates) {
            if (owner.state != Owner::State::ambiguous) break;
            if (candidate.listed >= 0) entity_of(candidate.key, candidate.listed);
            open_.push_back({static_cast<std::uint32_t>(found_.mentions.size()), candidate});
        }
        found_.mentions.push_back({document, name.span, entity, rule});
    }

    Found finish() && {
        std::vector<std::int32_t> order(gathered_.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::int32_t>(i);
        const auto id = [&](std::int32_t i) -> const std::string& {
            return gathered_[static_cast<std::size_t>(i)].entity.id;
        };
        std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) { return id(a) < id(b); });
        std::vector<std::int32_t> rank(order.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            rank[static_cast<std::size_t>(order[i])] = static_cast<std::int32_t>(i);
            found_.entities.push_back(finished(gathered_[static_cast<std::size_t>(order[i])]));
        }
        for (Mention& mention : found_.mentions) {
            if (mention.entity >= 0) mention.entity = rank[static_cast<std::size_t>(mention.entity)];
        }
        name_candidates(rank);
        return std::move(found_);
    }

  private:
    struct Open {
        std::uint32_t mention;
        Owner::Candidate candidate;
    };

    /// Candidates of open mentions that became entities, in order of these.
    void name_candidates(const std::vector<std::int32_t>& rank) {
        for (std::size_t begin = 0, end = 0; begin < open_.size(); begin = end) {
            std::map<std::int32_t, std::uint32_t> weights;
            std::uint32_t sum = 0;
            for (; end < open_.size() && open_[end].mention == open_[begin].mention; ++end) {
                const Owner::Candidate& candidate = open_[end].candidate;
                const auto it = index_.find(place_of(candidate.key, candidate.listed));
                if (it == index_.end()) continue;
                weights[rank[static_cast<std::size_t>(it->second)]] += candidate.weight;
                sum += candidate.weight;
            }
            for (const auto& [entity, weight] : weights) {
                const float score = static_cast<float>(weight) / static_cast<float>(sum);
                found_.candidates.push_back({open_[begin].mention, entity, score});
            }
        }
    }

    /// Whatever it is called, the gazetteer's is one.
    static std::string place_of(const std::string& key, std::int32_t listed) {
        return listed >= 0 ? identity_of({}, listed) : key;
    }

    std::int32_t entity_of(const std::string& key, std::int32_t listed) {
        const auto [it, is_new] =
            index_.try_emplace(place_of(key, listed), static_cast<std::int32_t>(gathered_.size()));
        if (is_new) gathered_.push_back(listed >= 0 ? listed_entity(listed) : discovered_entity(key));
        return it->second;
    }

    Gathered listed_entity(std::int32_t listed) const {
        Gathered gathered;
        gathered.entity = lexicon_.gazetteer->entity(listed);
        return gathered;
    }

    Gathered discovered_entity(const std::string& key) const {
        Gathered gathered;
        gathered.key = key;
        gathered.entity.id = slug(key);
        if (lexicon_.gazetteer != nullptr) {
            // What merely looks like an entity of the list is not that entity.
            while (lexicon_.gazetteer->has(gathered.entity.id)) gathered.entity.id += '~';
        }
        Name name;
        name.key = key;
        gathered.entity.kind = to_string(lexicon_.kind_of(name));
        return gathered;
    }

    static Entity finished(Gathered& gathered) {
        Entity& entity = gathered.entity;
        entity.aliases = by_frequency(gathered.names);
        if (!gathered.key.empty() && !gathered.kinds.empty()) {
            const auto most = std::max_element(gathered.kinds.begin(), gathered.kinds.end(),
                                               [](const auto& a, const auto& b) { return a.second < b.second; });
            const Kind kind = kind_from(most->first);
            entity.kind = kind == Kind::other ? most->first : to_string(kind);
        }
        if (entity.name.empty()) {
            const auto full = by_frequency(gathered.full_names);
            entity.name = full.empty() ? entity.aliases.front() : full.front();
        }
        return std::move(entity);
    }

    const Lexicon& lexicon_;
    const Given& given_;
    std::vector<Open> open_;
    std::vector<Gathered> gathered_;
    tsl::robin_map<std::string, std::int32_t> index_;
    Found found_;
};

}  // namespace

Found join(std::vector<NamedDocument> documents, const Lexicon& lexicon, const Given& given,
           const parallel::Control& control) {
    std::size_t names = 0;
    for (const NamedDocument& document : documents) names += document.names.size();
    parallel::Steps steps(control, 2 * names * kStepsPerName);
    Directory directory(documents, lexicon, control, steps);
    Collector collector(lexicon, given);
    for (std::size_t d = 0; d < documents.size(); ++d) {
        NamedDocument& document = documents[d];
        for (std::size_t i = 0; i < document.names.size(); ++i) {
            const Name& name = document.names[i];
            if (is_alone(name, document.owners[i])) document.owners[i] = directory.owner_of(name);
            collector.add(static_cast<std::uint32_t>(d), document.text, name, document.owners[i]);
            steps.add(kStepsPerName);
        }
    }
    return std::move(collector).finish();
}

}  // namespace wirecopy::entities
