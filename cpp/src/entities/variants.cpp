#include "wirecopy/entities/variants.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <unordered_map>
#include <unordered_set>
#include <utility>

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

/// A key, and in how many documents it stands.
using Counts = std::unordered_map<std::string, std::uint32_t>;
/// From a key to the key that it is a variant of.
using Variants = std::unordered_map<std::string, std::string>;
/// Keys that are others' spelling: they change no more.
using Settled = std::unordered_set<std::string>;

bool may_vary(const Name& name) {
    return name.listed == Name::kNotListed && !name.doubtful && !name.demonym && !name.acronym;
}

bool is_better(const std::pair<std::string, std::uint32_t>& a, const std::pair<std::string, std::uint32_t>& b) {
    if (a.second != b.second) return a.second > b.second;
    return a.first.size() != b.first.size() ? a.first.size() < b.first.size() : a.first < b.first;
}

/// Of each group the best, if possible a settled one, is what the others are variants of.
Variants variants_of(const std::unordered_map<std::string, Counts>& groups, const Settled& settled) {
    Variants variants;
    for (const auto& [form, keys] : groups) {
        if (keys.size() < 2) continue;
        const auto best = std::min_element(keys.begin(), keys.end(), [&](const auto& a, const auto& b) {
            const bool settled_a = settled.contains(a.first);
            return settled_a != settled.contains(b.first) ? settled_a : is_better(a, b);
        });
        for (const auto& [key, documents] : keys) {
            if (key != best->first && !settled.contains(key)) variants.emplace(key, best->first);
        }
    }
    return variants;
}

std::string stem_of(std::string_view key, const Language& language) {
    std::string stem;
    for (const std::string_view part : parts_of(key)) {
        stem += language.stem(part);
        stem += ' ';
    }
    return stem;
}

/// Gives the names of one language, or of all, the keys that theirs are variants of.
void rename(std::vector<NamedDocument>& documents, const Variants& variants, Rule rule, int language = -1) {
    if (variants.empty()) return;
    for (NamedDocument& document : documents) {
        for (Name& name : document.names) {
            if (!may_vary(name) || (language >= 0 && name.language != language)) continue;
            const auto it = variants.find(name.key);
            if (it == variants.end()) continue;
            name.key = it->second;
            if (name.rule == Rule::discovered) name.rule = rule;
        }
    }
}

void settle(const Variants& variants, Settled& settled) {
    for (const auto& [from, to] : variants) settled.insert(to);
}

/// Calls `take` with each key once a document.
template <typename Take>
void each_key(const std::vector<NamedDocument>& documents, const Take& take) {
    std::unordered_set<std::string_view> seen;
    for (const NamedDocument& document : documents) {
        seen.clear();
        for (const Name& name : document.names) {
            if (may_vary(name) && seen.insert(name.key).second) take(name);
        }
    }
}

/// Joins what is one name with the endings of its own language.
void join_inflected(std::vector<NamedDocument>& documents, Settled& settled) {
    std::vector<std::unordered_map<std::string, Counts>> groups(languages().size());
    each_key(documents, [&](const Name& name) {
        const Language& language = languages()[name.language];
        if (language.inflects()) ++groups[name.language][stem_of(name.key, language)][name.key];
    });
    for (std::size_t language = 0; language < groups.size(); ++language) {
        const Variants variants = variants_of(groups[language], {});
        rename(documents, variants, Rule::inflected, static_cast<int>(language));
        settle(variants, settled);
    }
}

Counts full_names(const std::vector<NamedDocument>& documents) {
    Counts counts;
    each_key(documents, [&](const Name& name) {
        if (name.key.find(' ') != std::string::npos) ++counts[name.key];
    });
    return counts;
}

/// Who stands in one document under two names is two.
void part_neighbours(const std::vector<NamedDocument>& documents, Variants& variants) {
    std::unordered_set<std::string_view> keys;
    for (const NamedDocument& document : documents) {
        keys.clear();
        for (const Name& name : document.names) {
            if (may_vary(name)) keys.insert(name.key);
        }
        for (const std::string_view key : keys) {
            const auto it = variants.find(std::string(key));
            if (it != variants.end() && keys.contains(it->second)) variants.erase(it);
        }
    }
}

Variants sounded(const Counts& names, const Settled& settled) {
    std::unordered_map<std::string, Counts> groups;
    for (const auto& [key, documents] : names) groups[sound_of(key)][key] = documents;
    return variants_of(groups, settled);
}

/// Calls `take` with what is left of `key` when one letter of its last word goes; the first letter stays.
template <typename Take>
void each_deletion(const std::u32string& key, const Take& take) {
    const std::size_t begin = key.rfind(U' ') + 1;
    for (std::size_t i = begin + 1; i < key.size(); ++i) take(key.substr(0, i) + key.substr(i + 1));
}

/// One letter more, less, other, or two that changed places, given that both have a deletion in common.
bool is_one_edit(std::u32string_view a, std::u32string_view b) {
    if (a.size() != b.size()) return std::max(a.size(), b.size()) - std::min(a.size(), b.size()) == 1;
    std::size_t first = 0;
    while (first < a.size() && a[first] == b[first]) ++first;
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

Variants misspelt(const Counts& names, const Settled& settled) {
    struct Spelt {
        std::u32string letters;
        const Counts::value_type* name;
    };
    std::vector<Spelt> spelt;
    for (const auto& name : names) {
        if (name.first.size() > kLongest) continue;
        std::u32string letters = code_points(name.first);
        if (may_be_misspelt(letters)) spelt.push_back({std::move(letters), &name});
    }
    std::unordered_map<std::u32string, std::vector<const Spelt*>> known;
    for (const Spelt& each : spelt) {
        if (each.name->second < kKnown) continue;
        known[each.letters].push_back(&each);
        each_deletion(each.letters, [&](std::u32string&& rest) { known[std::move(rest)].push_back(&each); });
    }
    Variants variants;
    for (const Spelt& each : spelt) {
        const auto& [key, documents] = *each.name;
        if (settled.contains(key)) continue;
        const Counts::value_type* best = nullptr;
        const auto look = [&](const std::u32string& rest) {
            const auto found = known.find(rest);
            if (found == known.end()) return;
            for (const Spelt* other : found->second) {
                if (other->name->second < kOutweighs * documents || !is_one_edit(each.letters, other->letters))
                    continue;
                if (best == nullptr || is_better(*other->name, *best)) best = other->name;
            }
        };
        look(each.letters);
        each_deletion(each.letters, look);
        if (best != nullptr) variants.emplace(key, best->first);
    }
    // What is itself a variant draws no others to it.
    std::erase_if(variants, [&](const auto& variant) { return variants.contains(variant.second); });
    return variants;
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

void join_variants(std::vector<NamedDocument>& documents) {
    Settled settled;
    join_inflected(documents, settled);
    Variants spellings = sounded(full_names(documents), settled);
    part_neighbours(documents, spellings);
    rename(documents, spellings, Rule::spelling);
    settle(spellings, settled);
    rename(documents, misspelt(full_names(documents), settled), Rule::spelling);
}

}  // namespace wirecopy::entities
