#include "wirecopy/entities/growth.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace wirecopy::entities {
namespace {

/// A name of several words, as one document uses it.
struct FullName {
    std::string key;
    std::int32_t listed;
    Kind kind;
    std::uint32_t mentions = 0;
    std::vector<std::size_t> at = {};  ///< its mentions, as indexes of names
};

/// Finds the owners in one document.
class Reader {
  public:
    Reader(const std::vector<Name>& names, const Lexicon& lexicon) : names_(names), lexicon_(lexicon) {
        std::map<std::pair<std::string, std::int32_t>, FullName> fulls;
        for (std::size_t i = 0; i < names.size(); ++i) {
            const Name& name = names[i];
            if (name.byline || name.doubtful || name.listed == Gazetteer::kSeveral ||
                name.key.find(' ') == std::string::npos)
                continue;
            FullName& full =
                fulls.try_emplace({name.key, name.listed}, name.key, name.listed, lexicon.kind_of(name)).first->second;
            ++full.mentions;
            full.at.push_back(i);
        }
        for (auto& [key, full] : fulls) fulls_.push_back(std::move(full));
        for (const FullName& full : fulls_) add_to_index(full);
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    Owner owner_of(std::size_t i) const {
        const Name& name = names_[i];
        if (name.listed == Gazetteer::kSeveral) {
            Owner owner{Owner::State::ambiguous, {}, Name::kNotListed, Rule::ambiguous, {}};
            for (const std::int32_t entity : name.several) owner.candidates.push_back({{}, entity, 1});
            return owner;
        }
        if (name.listed >= 0) return {Owner::State::found, name.key, name.listed, name.rule, {}};
        if (name.demonym) return {};
        if (name.acronym) {
            const Owner owner = choose(i, abbreviated_by(name), Rule::acronym);
            if (owner.state == Owner::State::found) return owner;
        }
        const bool place =
            name.votes.place > 0 || (lexicon_.kind_of(name) == Kind::place && !lexicon_.is_surname_here(name.key));
        if (place && !name.titled) return {};
        const bool one_word = name.key.find(' ') == std::string::npos;
        if (!one_word || name.titled || lexicon_.may_be_surname(name.key)) {
            const auto called = persons(name.key, [&](const FullName& full) { return is_surname(name.key, full.key); });
            if (!called.empty()) return choose(i, called, name.titled ? Rule::title : Rule::surname);
        }
        if (!one_word) return {};
        const auto called = persons(name.key, [&](const FullName& full) { return begins_with(full.key, name.key); });
        if (!called.empty()) return choose(i, called, name.titled ? Rule::title : Rule::given_name);
        if (name.titled) return {};
        const bool head = lexicon_.may_be_head(name.key);
        return choose(
            i,
            select(name.key,
                   [&](const FullName& full) {
                       return full.kind == Kind::organisation &&
                              ((head && ends_with(full.key, name.key)) || is_short_name(name.key, full.key, lexicon_));
                   }),
            Rule::short_name);
    }

  private:
    using Candidates = std::vector<const FullName*>;
    using Index = std::unordered_map<std::string, Candidates>;

    static Owner ambiguous(const Candidates& candidates) {
        std::vector<Owner::Candidate> all;
        for (const FullName* full : candidates) all.push_back({full->key, full->listed, 1 + full->mentions});
        return Owner::one_of(std::move(all));
    }

    void add_to_index(const FullName& full) {
        const auto add = [&](Index& index, const std::string& key) {
            Candidates& found = index[key];
            if (found.empty() || found.back() != &full) found.push_back(&full);
        };
        const std::vector<std::string_view> parts = parts_of(full.key);
        add(by_part_, std::string(parts.front()));
        add(by_part_, std::string(parts.back()));
        std::u32string initials;
        for (const std::string_view part : parts) initials += first_code_point(part);
        by_initials_[initials].push_back(&full);
        for (const std::size_t i : full.at) {
            if (!names_[i].defined.empty()) add(by_defined_, names_[i].defined);
        }
    }

    template <typename Map>
    static const Candidates& of(const Map& index, const typename Map::key_type& key) {
        static const Candidates none;
        const auto it = index.find(key);
        return it == index.end() ? none : it->second;
    }

    /// What begins with the word `part`, or ends with the words of `part`, and meets the condition.
    template <typename Condition>
    Candidates select(const std::string& part, const Condition& condition) const {
        Candidates selected;
        const Candidates& known = of(by_part_, std::string(parts_of(part).back()));
        std::copy_if(known.begin(), known.end(), std::back_inserter(selected),
                     [&](const FullName* full) { return condition(*full); });
        return selected;
    }

    template <typename Condition>
    Candidates persons(const std::string& part, const Condition& condition) const {
        return select(part, [&](const FullName& full) { return full.kind == Kind::person && condition(full); });
    }

    /// What says so itself ("Democratic Party (DP)"), else what has just these initials.
    Candidates abbreviated_by(const Name& name) const {
        Candidates defined = of(by_defined_, name.key);
        std::erase_if(defined, [&](const FullName* full) { return !are_initials(name.key, full->key); });
        const std::u32string letters = code_points(name.key);
        if (!defined.empty() || letters.size() < 3) return defined;
        Candidates initials = of(by_initials_, letters);
        std::erase_if(initials, [](const FullName* full) { return full->kind == Kind::person; });
        return initials;
    }

    Owner choose(std::size_t i, const Candidates& candidates, Rule rule) const {
        const auto found = [&](const FullName* full) {
            return Owner{Owner::State::found, full->key, full->listed, rule, {}};
        };
        if (candidates.empty()) return {};
        if (candidates.size() == 1) return found(candidates.front());
        Candidates near;
        std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(near),
                     [&](const FullName* full) { return precedes_in_paragraph(*full, i); });
        if (near.size() == 1) return found(near.front());
        const auto most =
            std::max_element(candidates.begin(), candidates.end(),
                             [](const FullName* a, const FullName* b) { return a->mentions < b->mentions; });
        const bool dominates = std::all_of(candidates.begin(), candidates.end(), [&](const FullName* full) {
            return full == *most || (*most)->mentions >= 2 * full->mentions;
        });
        if (dominates) return found(*most);
        // A name of several words can stand for itself.
        return names_[i].key.find(' ') == std::string::npos ? ambiguous(candidates) : Owner{};
    }

    bool precedes_in_paragraph(const FullName& full, std::size_t i) const {
        const auto after = std::lower_bound(full.at.begin(), full.at.end(), i);
        return after != full.at.begin() && names_[*std::prev(after)].paragraph == names_[i].paragraph;
    }

    const std::vector<Name>& names_;
    const Lexicon& lexicon_;
    std::vector<FullName> fulls_;
    // What is in the indexes points into `fulls_`, in its order.
    Index by_part_;  ///< first and last words
    Index by_defined_;
    std::unordered_map<std::u32string, Candidates> by_initials_;
};

}  // namespace

Owner Owner::one_of(std::vector<Candidate> candidates) {
    const auto kept = candidates.begin() + static_cast<std::ptrdiff_t>(std::min(candidates.size(), kMostCandidates));
    std::partial_sort(candidates.begin(), kept, candidates.end(), [](const Candidate& a, const Candidate& b) {
        return std::tie(b.weight, a.key, a.listed) < std::tie(a.weight, b.key, b.listed);
    });
    candidates.erase(kept, candidates.end());
    return {State::ambiguous, {}, Name::kNotListed, Rule::ambiguous, std::move(candidates)};
}

std::vector<Owner> owners_of(const std::vector<Name>& names, const Lexicon& lexicon) {
    const Reader reader(names, lexicon);
    std::vector<Owner> owners;
    owners.reserve(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) owners.push_back(reader.owner_of(i));
    return owners;
}

}  // namespace wirecopy::entities
