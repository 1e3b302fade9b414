#include "wirecopy/entities/variants.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include <tsl/robin_map.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "wirecopy/entities/languages.hpp"
#include "wirecopy/entities/spelling.hpp"
#include "wirecopy/entities/words.hpp"

namespace wirecopy::entities {
namespace {

constexpr std::size_t kShortestSounded = 4;  ///< letters of a word that may be spelt in several ways
constexpr std::size_t kShortestEdited = 7;   ///< letters of a word that may be a letter away
constexpr std::size_t kLongest = 64;         ///< bytes; what is longer is compared as it stands
constexpr char32_t kAfterLatin = 0x250;      ///< letters before are Latin
constexpr std::uint32_t kOutweighs = 4;      ///< how many times more documents have the other name
constexpr std::uint32_t kKnown = 3;          ///< documents that make a name one to be misspelt

std::uint64_t hash_of(std::string_view text) {
    return XXH3_64bits(text.data(), text.size());
}

bool may_vary(const Name& name) {
    return name.listed == Name::kNotListed && !name.doubtful && !name.demonym && !name.acronym;
}

/// A form that several keys may have, and one of them.
struct Formed {
    std::uint64_t form;
    KeyId key;
    std::uint32_t documents;  ///< with the key

    bool operator<(const Formed& other) const { return std::pair(form, key) < std::pair(other.form, other.key); }
};

/// Finds variants in the names of some documents, and gives them the keys of what they are variants of.
class Joiner {
  public:
    Joiner(std::vector<NamedDocument>& documents, const NameKeys& keys)
        : documents_(documents), keys_(keys), target_(keys.size(), kNoKey), settled_(keys.size(), false) {}

    /// Joins what is one name with the endings of its own language.
    void join_inflected() {
        for (std::size_t language = 0; language < languages().size(); ++language) {
            if (!languages()[language].inflects()) continue;
            std::vector<Formed> forms;
            const auto counts = count([&](const Name& name) { return name.language == language; });
            for (KeyId key = 0; key < counts.size(); ++key) {
                if (counts[key] > 0) forms.push_back({stem_hash(key, languages()[language]), key, counts[key]});
            }
            vary(std::move(forms), false);
            finish(Rule::inflected, static_cast<int>(language));
        }
    }

    void join_sounded() {
        const auto counts = full_names();
        std::vector<Formed> forms;
        for (KeyId key = 0; key < counts.size(); ++key) {
            if (counts[key] > 0) forms.push_back({sound_hash(key), key, counts[key]});
        }
        vary(std::move(forms), true);
        part_neighbours();
        finish(Rule::spelling);
    }

    void join_misspelt();

  private:
    /// In how many documents each key stands of the names that meet the condition.
    template <typename Condition>
    std::vector<std::uint32_t> count(const Condition& condition) const {
        std::vector<std::uint32_t> counts(keys_.size());
        std::vector<std::uint32_t> seen(keys_.size());  // number of the last document, from 1
        std::uint32_t number = 0;
        for (const NamedDocument& document : documents_) {
            ++number;
            for (const Name& name : document.names) {
                if (!may_vary(name) || seen[name.key] == number || !condition(name)) continue;
                seen[name.key] = number;
                ++counts[name.key];
            }
        }
        return counts;
    }

    std::vector<std::uint32_t> full_names() const {
        return count([&](const Name& name) { return !keys_.is_one_word(name.key); });
    }

    std::uint64_t stem_hash(KeyId key, const Language& language) const {
        std::uint64_t hash = 0;
        for (const std::string_view part : parts_of(keys_.text(key))) hash = hash * 31 + hash_of(language.stem(part));
        return hash;
    }

    /// Equal for keys whose `sound_of` is equal. Names are many, their words are few.
    std::uint64_t sound_hash(KeyId key) {
        std::uint64_t hash = 0;
        for (const std::string_view part : parts_of(keys_.text(key))) {
            const auto [it, is_new] = sounds_.try_emplace(hash_of(part), 0);
            if (is_new) it.value() = hash_of(sound_of(part));
            hash = hash * 31 + it->second;
        }
        return hash;
    }

    bool is_better(KeyId a, std::uint32_t documents_of_a, KeyId b, std::uint32_t documents_of_b) const {
        if (documents_of_a != documents_of_b) return documents_of_a > documents_of_b;
        const std::string_view one = keys_.text(a);
        const std::string_view other = keys_.text(b);
        return one.size() != other.size() ? one.size() < other.size() : one < other;
    }

    /// Of each form the best key, if possible a settled one, is what the others are variants of.
    void vary(std::vector<Formed> forms, bool by_settled) {
        std::sort(forms.begin(), forms.end());
        for (auto begin = forms.begin(), end = begin; begin != forms.end(); begin = end) {
            end = std::find_if(begin, forms.end(), [&](const Formed& each) { return each.form != begin->form; });
            if (end - begin < 2) continue;
            const auto settled = [&](const Formed& each) { return by_settled && settled_[each.key]; };
            const Formed& best = *std::min_element(begin, end, [&](const Formed& a, const Formed& b) {
                if (settled(a) != settled(b)) return settled(a);
                return is_better(a.key, a.documents, b.key, b.documents);
            });
            for (auto it = begin; it != end; ++it) {
                if (it->key != best.key && !settled(*it)) set(it->key, best.key);
            }
        }
    }

    void set(KeyId key, KeyId target) {
        target_[key] = target;
        changed_.push_back(key);
    }

    /// Who stands in one document under two names is two.
    void part_neighbours() {
        if (changed_.empty()) return;
        std::vector<std::uint32_t> seen(keys_.size());
        std::uint32_t number = 0;
        for (const NamedDocument& document : documents_) {
            ++number;
            for (const Name& name : document.names) {
                if (may_vary(name)) seen[name.key] = number;
            }
            for (const Name& name : document.names) {
                const bool varies = may_vary(name) && target_[name.key] != kNoKey;
                if (varies && seen[target_[name.key]] == number) target_[name.key] = kNoKey;
            }
        }
    }

    /// Gives the names of one language, or of all, their new keys, which change no more.
    void finish(Rule rule, int language = -1) {
        if (changed_.empty()) return;
        for (NamedDocument& document : documents_) {
            for (Name& name : document.names) {
                if (target_[name.key] == kNoKey || !may_vary(name) || (language >= 0 && name.language != language))
                    continue;
                name.key = target_[name.key];
                if (name.rule == Rule::discovered) name.rule = rule;
            }
        }
        for (const KeyId key : changed_) {
            if (target_[key] != kNoKey) settled_[target_[key]] = true;
            target_[key] = kNoKey;
        }
        changed_.clear();
    }

    std::vector<NamedDocument>& documents_;
    const NameKeys& keys_;
    std::vector<KeyId> target_;                            ///< of each key, what it is a variant of
    std::vector<KeyId> changed_;                           ///< keys that have a target
    std::vector<bool> settled_;                            ///< keys that are others' spelling: they change no more
    tsl::robin_map<std::uint64_t, std::uint64_t> sounds_;  ///< by words
};

/// Calls `take` with a hash of what is left of `letters` when one letter of their last word goes; the first one stays.
template <typename Take>
void each_deletion(std::u32string_view letters, std::u32string& rest, const Take& take) {
    const auto hashed = [](std::u32string_view text) {
        return XXH3_64bits(text.data(), text.size() * sizeof(char32_t));
    };
    take(hashed(letters));
    const std::size_t begin = letters.rfind(U' ') + 1;
    for (std::size_t i = begin + 1; i < letters.size(); ++i) {
        rest.assign(letters.substr(0, i));
        rest += letters.substr(i + 1);
        take(hashed(rest));
    }
}

/// One letter more, less, other, or two that changed places.
bool is_one_edit(std::u32string_view a, std::u32string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    std::size_t first = 0;
    while (first < a.size() && a[first] == b[first]) ++first;
    if (b.size() - a.size() == 1) return a.substr(first) == b.substr(first + 1);
    if (a.size() != b.size()) return false;
    std::size_t end = a.size();
    while (end > first && a[end - 1] == b[end - 1]) --end;
    return end - first == 1 || (end - first == 2 && a[first] == b[first + 1] && a[first + 1] == b[first]);
}

/// Whether the last word has so many Latin letters, and nothing else, that one of them may be wrong.
bool may_be_misspelt(std::u32string_view letters) {
    const std::u32string_view last = letters.substr(letters.rfind(U' ') + 1);
    return last.size() >= kShortestEdited && std::all_of(last.begin(), last.end(), [](char32_t c) {
               return (c >= U'a' && c <= U'z') || (c >= 0xC0 && c < kAfterLatin);
           });
}

void Joiner::join_misspelt() {
    struct Spelt {
        KeyId key;
        std::uint32_t documents;
        std::u32string letters;
    };
    const auto counts = full_names();
    std::vector<Spelt> spelt;
    std::uint32_t most = 0;
    for (KeyId key = 0; key < counts.size(); ++key) {
        if (counts[key] == 0 || keys_.text(key).size() > kLongest) continue;
        std::u32string letters = code_points(keys_.text(key));
        if (!may_be_misspelt(letters)) continue;
        spelt.push_back({key, counts[key], std::move(letters)});
        most = std::max(most, counts[key]);
    }
    std::u32string rest;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> known;  // hash, number in `spelt`
    for (std::uint32_t i = 0; i < spelt.size(); ++i) {
        if (spelt[i].documents < kKnown) continue;
        each_deletion(spelt[i].letters, rest, [&](std::uint64_t hash) { known.emplace_back(hash, i); });
    }
    std::sort(known.begin(), known.end());
    tsl::robin_map<std::uint64_t, std::size_t> first;
    for (std::size_t i = 0; i < known.size(); ++i) first.try_emplace(known[i].first, i);
    std::vector<std::pair<KeyId, KeyId>> variants;
    for (const Spelt& each : spelt) {
        if (settled_[each.key] || each.documents * kOutweighs > most) continue;
        const Spelt* best = nullptr;
        each_deletion(each.letters, rest, [&](std::uint64_t hash) {
            const auto found = first.find(hash);
            if (found == first.end()) return;
            for (std::size_t i = found->second; i < known.size() && known[i].first == hash; ++i) {
                const Spelt& other = spelt[known[i].second];
                if (other.documents < kOutweighs * each.documents || !is_one_edit(each.letters, other.letters))
                    continue;
                const bool better =
                    best == nullptr || is_better(other.key, other.documents, best->key, best->documents);
                if (better) best = &other;
            }
        });
        if (best != nullptr) variants.emplace_back(each.key, best->key);
    }
    // What is itself a variant draws no others to it.
    std::vector<bool> varies(keys_.size(), false);
    for (const auto& [from, to] : variants) varies[from] = true;
    for (const auto& [from, to] : variants) {
        if (!varies[to]) set(from, to);
    }
    finish(Rule::spelling);
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from, 1); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

}  // namespace

std::string sound_of(std::string_view key) {
    // What transliterations write in several ways, but for the first letter of a word.
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kAlike{{
        {"kh", "h"},
        {"ph", "f"},
        {"ck", "k"},
        {"ij", "i"},
        {"iy", "i"},
        {"yi", "i"},
        {"y", "i"},
        {"ou", "u"},
        {"w", "v"},
    }};
    std::string sound;
    for (const std::string_view part : parts_of(key)) {
        std::string word = spelling(part, tokens::TokenKind::word);
        const bool plain = std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
        if (plain && word.size() >= kShortestSounded && word.size() <= kLongest) {
            for (const auto& [from, to] : kAlike) replace_all(word, from, to);
            word.erase(std::unique(word.begin() + 1, word.end()), word.end());
        }
        if (!sound.empty()) sound += ' ';
        sound += word;
    }
    return sound;
}

void join_variants(std::vector<NamedDocument>& documents, const NameKeys& keys) {
    Joiner joiner(documents, keys);
    joiner.join_inflected();
    joiner.join_sounded();
    joiner.join_misspelt();
}

}  // namespace wirecopy::entities
