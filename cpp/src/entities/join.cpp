#include "wirecopy/entities/join.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <tsl/robin_map.h>

#include "wirecopy/parallel/steps.hpp"

#include "directory.hpp"

namespace wirecopy::entities {
namespace {

/// What an entity is called, and how often.
struct Call {
    std::uint32_t entity;
    KeyId surface;
    std::uint32_t count;
    std::uint32_t full;  ///< how often as its full name
};

/// An entity while its mentions come in.
struct Gathered {
    Entity entity;
    std::uint32_t last_document = 0;
    KeyId key = kNoKey;                               ///< kNoKey for the gazetteer's
    std::map<std::string, std::uint32_t> kinds = {};  ///< that finders give it, and how often
};

/// The words with single spaces between.
std::string_view shown(std::string_view words, std::string& memory) {
    static constexpr std::string_view kSpaces = " \t\n\r\f\v";
    const auto is_space = [](char c) { return kSpaces.find(c) != std::string_view::npos; };
    const auto apart = [&](char a, char b) { return is_space(b) && (b != ' ' || is_space(a)); };
    if (std::adjacent_find(words.begin(), words.end(), apart) == words.end()) return words;
    memory.clear();
    for (std::size_t at = 0; at < words.size();) {
        const bool space = is_space(words[at]);
        memory += space ? ' ' : words[at];
        ++at;
        while (space && at < words.size() && is_space(words[at])) ++at;
    }
    return memory;
}

std::string slug(std::string_view key) {
    std::string id(key);
    std::replace(id.begin(), id.end(), ' ', '-');
    return id;
}

/// Collects mentions by entity.
class Collector {
  public:
    Collector(const Lexicon& lexicon, const Given& given)
        : lexicon_(lexicon), given_(given), by_key_(lexicon.keys().size(), kNone) {}

    void add(std::uint32_t document, std::string_view text, const Name& name, const Owner& owner) {
        if (name.doubtful && owner.state != Owner::State::found) return;
        Rule rule = owner.rule;
        std::int32_t entity = kNone;
        if (owner.state != Owner::State::ambiguous) {
            const bool itself = owner.state == Owner::State::open;
            if (itself) {
                const bool title =
                    name.titled && lexicon_.keys().is_one_word(name.key) && name.rule == Rule::discovered;
                rule = title ? Rule::title : name.rule;
            }
            entity = entity_of(itself ? name.key : owner.key, owner.listed);
            Gathered& gathered = gathered_[static_cast<std::size_t>(entity)];
            if (name.given_kind >= 0) ++gathered.kinds[given_.kinds[static_cast<std::size_t>(name.given_kind)]];
            call(entity, text.substr(name.span.begin, name.span.end - name.span.begin),
                 name.key == gathered.key && !name.addressed);
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
        std::sort(calls_.begin(), calls_.end(), [](const Call& a, const Call& b) { return a.entity < b.entity; });
        std::vector<std::int32_t> order(gathered_.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::int32_t>(i);
        const auto entity = [&](std::int32_t i) -> const Entity& {
            return gathered_[static_cast<std::size_t>(i)].entity;
        };
        std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
            return std::tie(entity(b).documents, entity(b).mentions, entity(a).id) <
                   std::tie(entity(a).documents, entity(a).mentions, entity(b).id);
        });
        name_entities();
        std::vector<std::int32_t> rank(order.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            rank[static_cast<std::size_t>(order[i])] = static_cast<std::int32_t>(i);
            found_.entities.push_back(std::move(gathered_[static_cast<std::size_t>(order[i])].entity));
        }
        for (Mention& mention : found_.mentions) {
            if (mention.entity >= 0) mention.entity = rank[static_cast<std::size_t>(mention.entity)];
        }
        name_candidates(rank);
        return std::move(found_);
    }

  private:
    static constexpr std::int32_t kNone = -1;
    struct Open {
        std::uint32_t mention;
        Owner::Candidate candidate;
    };

    void call(std::int32_t entity, std::string_view words, bool full) {
        const KeyId surface = surfaces_.add(shown(words, memory_));
        // Odd, so that no two are the same; the numbers alone lie so close that equal halves would queue up.
        constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15;
        const std::uint64_t both = std::uint64_t{static_cast<std::uint32_t>(entity)} << 32U | surface;
        const std::uint64_t spread = both * kSpread;
        const auto [it, is_new] =
            call_of_.try_emplace(spread ^ spread >> 32U, static_cast<std::uint32_t>(calls_.size()));
        if (is_new) calls_.push_back({static_cast<std::uint32_t>(entity), surface, 0, 0});
        ++calls_[it->second].count;
        calls_[it->second].full += full ? 1 : 0;
    }

    const std::string& id_of(std::int32_t entity) const { return found_.entities[static_cast<std::size_t>(entity)].id; }

    /// Candidates of open mentions that became entities, in order of their ids.
    void name_candidates(const std::vector<std::int32_t>& rank) {
        for (std::size_t begin = 0, end = 0; begin < open_.size(); begin = end) {
            std::map<std::int32_t, std::uint32_t> weights;
            std::uint32_t sum = 0;
            for (; end < open_.size() && open_[end].mention == open_[begin].mention; ++end) {
                const Owner::Candidate& candidate = open_[end].candidate;
                const std::int32_t entity = known_entity(candidate.key, candidate.listed);
                if (entity == kNone) continue;
                weights[rank[static_cast<std::size_t>(entity)]] += candidate.weight;
                sum += candidate.weight;
            }
            std::vector<std::pair<std::int32_t, std::uint32_t>> named(weights.begin(), weights.end());
            std::sort(named.begin(), named.end(),
                      [&](const auto& a, const auto& b) { return id_of(a.first) < id_of(b.first); });
            for (const auto& [entity, weight] : named) {
                const float score = static_cast<float>(weight) / static_cast<float>(sum);
                found_.candidates.push_back({open_[begin].mention, entity, score});
            }
        }
    }

    /// Whatever it is called, the gazetteer's is one.
    std::int32_t known_entity(KeyId key, std::int32_t listed) const {
        if (listed < 0) return by_key_[key];
        const auto it = by_listed_.find(listed);
        return it == by_listed_.end() ? kNone : it->second;
    }

    std::int32_t entity_of(KeyId key, std::int32_t listed) {
        if (const std::int32_t known = known_entity(key, listed); known != kNone) return known;
        const auto entity = static_cast<std::int32_t>(gathered_.size());
        if (listed < 0) {
            by_key_[key] = entity;
            gathered_.push_back(discovered_entity(key));
        } else {
            by_listed_[listed] = entity;
            gathered_.push_back({lexicon_.gazetteer()->entity(listed)});
        }
        return entity;
    }

    Gathered discovered_entity(KeyId key) const {
        Gathered gathered;
        gathered.key = key;
        gathered.entity.id = slug(lexicon_.keys().text(key));
        if (lexicon_.gazetteer() != nullptr) {
            // What merely looks like an entity of the list is not that entity.
            while (lexicon_.gazetteer()->has(gathered.entity.id)) gathered.entity.id += '~';
        }
        Name name;
        name.key = key;
        gathered.entity.kind = to_string(lexicon_.kind_of(name));
        return gathered;
    }

    /// Tells the entities their aliases, by frequency, and names. `calls_` are in order of the entities.
    void name_entities() {
        std::size_t end = 0;
        for (std::size_t i = 0; i < gathered_.size(); ++i) {
            const std::size_t begin = end;
            while (end < calls_.size() && calls_[end].entity == i) ++end;
            name_entity(gathered_[i], std::span(calls_).subspan(begin, end - begin));
        }
    }

    void name_entity(Gathered& gathered, std::span<Call> calls) const {
        Entity& entity = gathered.entity;
        const auto by = [&](std::uint32_t Call::* count) {
            return [this, count](const Call& a, const Call& b) {
                if (a.*count != b.*count) return a.*count > b.*count;
                return surfaces_[a.surface] < surfaces_[b.surface];
            };
        };
        std::sort(calls.begin(), calls.end(), by(&Call::count));
        for (const Call& each : calls) entity.aliases.emplace_back(surfaces_[each.surface]);
        if (gathered.key != kNoKey && !gathered.kinds.empty()) {
            const auto most = std::max_element(gathered.kinds.begin(), gathered.kinds.end(),
                                               [](const auto& a, const auto& b) { return a.second < b.second; });
            const Kind kind = kind_from(most->first);
            entity.kind = kind == Kind::other ? most->first : to_string(kind);
        }
        if (!entity.name.empty() || calls.empty()) return;
        const Call& full = *std::min_element(calls.begin(), calls.end(), by(&Call::full));
        entity.name = full.full > 0 ? surfaces_[full.surface] : entity.aliases.front();
    }

    const Lexicon& lexicon_;
    const Given& given_;
    std::vector<Open> open_;
    std::vector<Gathered> gathered_;
    std::vector<std::int32_t> by_key_;
    tsl::robin_map<std::int32_t, std::int32_t> by_listed_;
    KeyTexts surfaces_;
    std::string memory_;
    std::vector<Call> calls_;
    tsl::robin_map<std::uint64_t, std::uint32_t> call_of_;  ///< by entity and surface
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
        const NamedDocument& document = documents[d];
        for (std::size_t i = 0; i < document.names.size(); ++i) {
            const Name& name = document.names[i];
            const Owner& own = document.owners[i];
            const Owner& owner = is_alone(name, own) ? directory.owner_of(name) : own;
            collector.add(static_cast<std::uint32_t>(d), document.text, name, owner);
            steps.add(kStepsPerName);
        }
    }
    return std::move(collector).finish();
}

}  // namespace wirecopy::entities
