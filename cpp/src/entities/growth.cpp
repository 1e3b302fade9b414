#include "wirecopy/entities/growth.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

#include <tsl/robin_map.h>

namespace wirecopy::entities {
namespace {

constexpr std::size_t kCrowd = 16;          ///< namesakes, of whom a question is answered once
constexpr std::size_t kLongestSurname = 8;  ///< words
constexpr std::size_t kLookedBack = 256;    ///< names of a paragraph that are looked through for one of a crowd

/// A name of several words, as one document uses it.
struct FullName {
    KeyId key;
    std::int32_t listed;
    Kind kind;
    std::uint32_t mentions;
    std::uint32_t first;  ///< of its mentions in `Reader::at_`
};

/// Finds the owners in one document.
class Reader {
  public:
    Reader(const std::vector<Name>& names, const Lexicon& lexicon)
        : names_(names), lexicon_(lexicon), keys_(lexicon.keys()), full_of_(names.size(), kNone) {
        for (std::uint32_t i = 0; i < names.size(); ++i) {
            const Name& name = names[i];
            const bool full = !name.byline && !name.doubtful && name.listed != Gazetteer::kSeveral;
            if (full && !keys_.is_one_word(name.key)) at_.push_back(i);
        }
        const auto identity = [&](std::uint32_t i) { return std::pair(names_[i].key, names_[i].listed); };
        std::stable_sort(at_.begin(), at_.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return identity(a) < identity(b); });
        for (std::uint32_t k = 0; k < at_.size(); ++k) {
            const Name& name = names_[at_[k]];
            if (k == 0 || identity(at_[k]) != identity(at_[k - 1])) {
                fulls_.push_back({name.key, name.listed, lexicon.kind_of(name), 0, k});
            }
            ++fulls_.back().mentions;
            full_of_[at_[k]] = static_cast<std::uint32_t>(fulls_.size()) - 1;
        }
        for (std::uint32_t i = 0; i < fulls_.size(); ++i) add_to_index(i);
        std::sort(by_part_.begin(), by_part_.end());
        std::sort(by_defined_.begin(), by_defined_.end());
        by_defined_.erase(std::unique(by_defined_.begin(), by_defined_.end()), by_defined_.end());
        std::sort(by_initials_.begin(), by_initials_.end());
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    Owner owner_of(std::size_t i) {
        const Name& name = names_[i];
        if (name.listed == Gazetteer::kSeveral) {
            Owner owner{Owner::State::ambiguous, Rule::ambiguous};
            for (const std::int32_t entity : *name.several) owner.candidates.push_back({kNoKey, entity, 1});
            return owner;
        }
        if (name.listed >= 0) return {Owner::State::found, name.rule, name.key, name.listed};
        if (name.demonym || fulls_.empty()) return {};
        if (name.acronym) {
            const Owner owner = choose(i, abbreviated_by(name), Rule::acronym);
            if (owner.state == Owner::State::found) return owner;
        }
        const bool place =
            name.votes.place > 0 || (lexicon_.kind_of(name) == Kind::place && !lexicon_.is_surname_here(name.key));
        if (place && !name.titled) return {};
        const bool one_word = keys_.is_one_word(name.key);
        if (!name.given && !name.no_surname && (!one_word || name.titled || lexicon_.may_be_surname(name.key))) {
            const Candidates& called = candidates(name.key, Called::surname);
            if (!called.empty()) return choose(i, called, name.titled ? Rule::title : Rule::surname);
        }
        if (!one_word) return {};
        const Candidates& called = candidates(name.key, Called::given_name);
        if (!called.empty()) return choose(i, called, name.titled ? Rule::title : Rule::given_name);
        if (name.titled) return {};
        return choose(i, candidates(name.key, Called::short_name), Rule::short_name);
    }

  private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;
    using Candidates = std::vector<std::uint32_t>;
    /// Many candidates, and whose a name is that they share where none of them is near.
    struct Crowd {
        Candidates candidates;
        bool answered = false;
        Owner answer = {};
    };
    using Index = std::vector<std::pair<std::uint64_t, std::uint32_t>>;  ///< what it is found by, full name
    enum class Called : std::uint8_t { surname, given_name, short_name };

    void add_to_index(std::uint32_t i) {
        const FullName& full = fulls_[i];
        const KeyId first = keys_.first(full.key);
        const KeyId last = keys_.last(full.key);
        by_part_.emplace_back(first, i);
        if (last != first) by_part_.emplace_back(last, i);
        add_endings(i);
        by_initials_.emplace_back(keys_.initials(full.key), i);
        for (const std::uint32_t at : mentions_of(full)) {
            if (names_[at].defined != kNoKey) by_defined_.emplace_back(names_[at].defined, i);
        }
    }

    /// "van straten" of "anna van straten", if somebody is called so.
    void add_endings(std::uint32_t i) {
        const std::string_view text = keys_.text(fulls_[i].key);
        std::size_t words = 0;
        for (std::size_t at = text.rfind(' '); at != 0 && at != std::string_view::npos && words < kLongestSurname;
             at = text.rfind(' ', at - 1), ++words) {
            const KeyId ending = words == 0 ? kNoKey : keys_.find(text.substr(at + 1));
            if (ending != kNoKey) by_part_.emplace_back(ending, i);
        }
    }

    std::span<const std::uint32_t> mentions_of(const FullName& full) const {
        return std::span(at_).subspan(full.first, full.mentions);
    }

    template <typename Take>
    static void each(const Index& index, std::uint64_t key, const Take& take) {
        for (auto it = std::lower_bound(index.begin(), index.end(), std::pair<std::uint64_t, std::uint32_t>(key, 0));
             it != index.end() && it->first == key; ++it) {
            take(it->second);
        }
    }

    bool fits(const FullName& full, KeyId part, Called called) const {
        switch (called) {
            case Called::surname:
                return full.kind == Kind::person && keys_.is_surname(part, full.key);
            case Called::given_name:
                return full.kind == Kind::person && keys_.begins_with(full.key, part);
            default:
                return full.kind == Kind::organisation &&
                       ((lexicon_.may_be_head(part) && keys_.ends_with(full.key, part)) ||
                        lexicon_.is_short_name(part, full.key));
        }
    }

    /// What may be called so, until the next call; a crowd is remembered.
    const Candidates& candidates(KeyId part, Called called) {
        const std::uint64_t question = std::uint64_t{part} << 2U | static_cast<std::uint64_t>(called);
        crowd_ = nullptr;
        if (const auto known = crowd_of_.find(question); known != crowd_of_.end()) {
            crowd_ = &crowds_[known->second];
            return crowd_->candidates;
        }
        selected_.clear();
        each(by_part_, part, [&](std::uint32_t i) {
            if (fits(fulls_[i], part, called)) selected_.push_back(i);
        });
        if (selected_.size() <= kCrowd) return selected_;
        crowd_of_.try_emplace(question, static_cast<std::uint32_t>(crowds_.size()));
        crowds_.push_back({selected_});
        crowd_ = &crowds_.back();
        return crowd_->candidates;
    }

    /// What says so itself ("Democratic Party (DP)"), else what has just these initials.
    const Candidates& abbreviated_by(const Name& name) {
        crowd_ = nullptr;
        selected_.clear();
        const std::string_view acronym = keys_.text(name.key);
        each(by_defined_, name.key, [&](std::uint32_t i) {
            if (are_initials(acronym, keys_.text(fulls_[i].key))) selected_.push_back(i);
        });
        constexpr std::size_t kShortest = 3;
        if (!selected_.empty() || code_points(acronym).size() < kShortest) return selected_;
        each(by_initials_, keys_.letters(name.key), [&](std::uint32_t i) {
            if (fulls_[i].kind != Kind::person) selected_.push_back(i);
        });
        return selected_;
    }

    Owner choose(std::size_t i, const Candidates& candidates, Rule rule) {
        const auto found = [&](std::uint32_t full) {
            return Owner{Owner::State::found, rule, fulls_[full].key, fulls_[full].listed};
        };
        if (candidates.empty()) return {};
        if (candidates.size() == 1) return found(candidates.front());
        if (const std::uint32_t near = only_near(i, candidates); near != kNone) return found(near);
        // A name of several words can stand for itself.
        const bool may_stay_open = keys_.is_one_word(names_[i].key);
        Owner owner = crowd_ != nullptr && crowd_->answered ? crowd_->answer : outweighing(candidates);
        if (crowd_ != nullptr && !crowd_->answered) {
            crowd_->answered = true;
            crowd_->answer = owner;
        }
        if (owner.state == Owner::State::ambiguous) return may_stay_open ? owner : Owner{};
        owner.rule = rule;
        return owner;
    }

    /// The one that is named twice as often as any other, or all.
    Owner outweighing(const Candidates& candidates) const {
        const auto mentions = [&](std::uint32_t full) { return fulls_[full].mentions; };
        const auto fewer = [&](std::uint32_t a, std::uint32_t b) { return mentions(a) < mentions(b); };
        const std::uint32_t most = *std::max_element(candidates.begin(), candidates.end(), fewer);
        const bool dominates = std::all_of(candidates.begin(), candidates.end(), [&](std::uint32_t full) {
            return full == most || mentions(most) >= 2 * mentions(full);
        });
        if (dominates) return {Owner::State::found, Rule::discovered, fulls_[most].key, fulls_[most].listed};
        std::vector<Owner::Candidate> all;
        for (const std::uint32_t full : candidates) {
            all.push_back({fulls_[full].key, fulls_[full].listed, 1 + mentions(full)});
        }
        return Owner::one_of(std::move(all), keys_);
    }

    /// The only one of the candidates that is named earlier in the paragraph of name `i`, or kNone.
    std::uint32_t only_near(std::size_t i, const Candidates& candidates) const {
        std::uint32_t only = kNone;
        const auto is_another = [&](std::uint32_t full) {
            const bool another = only != kNone && only != full;
            only = full;
            return another;
        };
        if (candidates.size() <= kCrowd) {
            for (const std::uint32_t full : candidates) {
                if (precedes_in_paragraph(fulls_[full], i) && is_another(full)) return kNone;
            }
            return only;
        }
        const std::size_t end = i - std::min(i, kLookedBack);
        for (std::size_t at = i; at-- > end && names_[at].paragraph == names_[i].paragraph;) {
            const std::uint32_t full = full_of_[at];
            const bool one = full != kNone && std::binary_search(candidates.begin(), candidates.end(), full);
            if (one && is_another(full)) return kNone;
        }
        return only;
    }

    bool precedes_in_paragraph(const FullName& full, std::size_t i) const {
        const auto at = mentions_of(full);
        const auto after = std::lower_bound(at.begin(), at.end(), i);
        return after != at.begin() && names_[*std::prev(after)].paragraph == names_[i].paragraph;
    }

    const std::vector<Name>& names_;
    const Lexicon& lexicon_;
    const NameKeys& keys_;
    std::vector<std::uint32_t> at_;       ///< names that are full names, by these
    std::vector<std::uint32_t> full_of_;  ///< of each name
    std::vector<FullName> fulls_;
    Index by_part_;  ///< first words, last words and endings of several words
    Index by_defined_;
    Index by_initials_;
    Candidates selected_;
    tsl::robin_map<std::uint64_t, std::uint32_t> crowd_of_;  ///< by question
    std::vector<Crowd> crowds_;
    Crowd* crowd_ = nullptr;  ///< that was asked for last, until the next one is
};

}  // namespace

Owner Owner::one_of(std::vector<Candidate> candidates, const NameKeys& keys) {
    const auto kept = candidates.begin() + static_cast<std::ptrdiff_t>(std::min(candidates.size(), kMostCandidates));
    const auto text = [&](const Candidate& each) {
        return each.key == kNoKey ? std::string_view() : keys.text(each.key);
    };
    std::partial_sort(candidates.begin(), kept, candidates.end(), [&](const Candidate& a, const Candidate& b) {
        return std::tuple(b.weight, text(a), a.listed) < std::tuple(a.weight, text(b), b.listed);
    });
    candidates.erase(kept, candidates.end());
    return {State::ambiguous, Rule::ambiguous, kNoKey, Name::kNotListed, std::move(candidates)};
}

std::vector<Owner> owners_of(const std::vector<Name>& names, const Lexicon& lexicon) {
    Reader reader(names, lexicon);
    std::vector<Owner> owners;
    owners.reserve(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) owners.push_back(reader.owner_of(i));
    return owners;
}

}  // namespace wirecopy::entities
