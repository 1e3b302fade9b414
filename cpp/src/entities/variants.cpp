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

namespace wirecopy::entities {
namespace {

constexpr std::size_t kShortestSounded = 4;  ///< letters of a word that may be spelt in several ways
constexpr std::size_t kShortestEdited = 7;   ///< letters of a word that may be a letter away
constexpr std::size_t kLongest = 64;         ///< bytes; what is longer is compared as it stands
constexpr std::uint32_t kOutweighs = 4;      ///< how many times more documents have the other name
constexpr std::uint32_t kKnown = 3;          ///< documents that make a name one to be misspelt

/// A key, and in how many documents it stands.
using Counts = std::unordered_map<std::string, std::uint32_t>;
/// From a key to the key that it is a variant of.
using Variants = std::unordered_map<std::string, std::string>;

bool may_vary(const Name& name) {
    return name.listed == Name::kNotListed && !name.doubtful && !name.demonym && !name.acronym;
}

bool is_better(const std::pair<std::string, std::uint32_t>& a, const std::pair<std::string, std::uint32_t>& b) {
    if (a.second != b.second) return a.second > b.second;
    return a.first.size() != b.first.size() ? a.first.size() < b.first.size() : a.first < b.first;
}

/// Of each group the best is what the others are variants of.
void add_groups(const std::unordered_map<std::string, Counts>& groups, Variants& variants) {
    for (const auto& [form, keys] : groups) {
        if (keys.size() < 2) continue;
        const auto best =
            std::min_element(keys.begin(), keys.end(), [](const auto& a, const auto& b) { return is_better(a, b); });
        for (const auto& [key, documents] : keys) {
            if (key != best->first) variants.emplace(key, best->first);
        }
    }
}

std::string stem_of(std::string_view key, const Language& language) {
    std::string stem;
    for (const std::string_view part : parts_of(key)) {
        stem += language.stem(part);
        stem += ' ';
    }
    return stem;
}

void rename(std::vector<NamedDocument>& documents, const Variants& variants, Rule rule) {
    if (variants.empty()) return;
    for (NamedDocument& document : documents) {
        for (Name& name : document.names) {
            if (!may_vary(name)) continue;
            const auto it = variants.find(name.key);
            if (it == variants.end()) continue;
            name.key = it->second;
            if (name.rule == Rule::discovered) name.rule = rule;
        }
    }
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

Variants inflected(const std::vector<NamedDocument>& documents) {
    std::unordered_map<std::string, Counts> groups;
    each_key(documents, [&](const Name& name) {
        const Language& language = languages()[name.language];
        if (language.inflects()) ++groups[stem_of(name.key, language)][name.key];
    });
    Variants variants;
    add_groups(groups, variants);
    return variants;
}

Counts full_names(const std::vector<NamedDocument>& documents) {
    Counts counts;
    each_key(documents, [&](const Name& name) {
        if (name.key.find(' ') != std::string::npos) ++counts[name.key];
    });
    return counts;
}

Variants sounded(const Counts& names) {
    std::unordered_map<std::string, Counts> groups;
    for (const auto& [key, documents] : names) groups[sound_of(key)][key] = documents;
    Variants variants;
    add_groups(groups, variants);
    return variants;
}

/// Calls `take` with what is left of `key` when one letter of its last word goes; the first letter stays.
template <typename Take>
void each_deletion(const std::string& key, const Take& take) {
    const std::size_t begin = key.rfind(' ') + 1;
    for (std::size_t i = begin + 1; i < key.size(); ++i) take(key.substr(0, i) + key.substr(i + 1));
}

/// One letter more, less, other, or two that changed places, given that both have a deletion in common.
bool is_one_edit(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return std::max(a.size(), b.size()) - std::min(a.size(), b.size()) == 1;
    std::size_t first = 0;
    while (first < a.size() && a[first] == b[first]) ++first;
    std::size_t end = a.size();
    while (end > first && a[end - 1] == b[end - 1]) --end;
    return end - first == 1 || (end - first == 2 && a[first] == b[first + 1] && a[first + 1] == b[first]);
}

Variants misspelt(const Counts& names) {
    const auto is_long = [](const std::string& key) {
        const std::string_view last = std::string_view(key).substr(key.rfind(' ') + 1);
        return last.size() >= kShortestEdited && key.size() <= kLongest &&
               last.find_first_of("0123456789-'") == std::string_view::npos;
    };
    std::unordered_map<std::string, std::vector<const Counts::value_type*>> known;
    for (const auto& name : names) {
        if (name.second < kKnown || !is_long(name.first)) continue;
        known[name.first].push_back(&name);
        each_deletion(name.first, [&](std::string&& rest) { known[std::move(rest)].push_back(&name); });
    }
    Variants variants;
    for (const auto& name : names) {
        if (!is_long(name.first)) continue;
        const Counts::value_type* best = nullptr;
        const auto look = [&](const std::string& rest) {
            const auto found = known.find(rest);
            if (found == known.end()) return;
            for (const Counts::value_type* other : found->second) {
                if (other->second < kOutweighs * name.second || !is_one_edit(name.first, other->first)) continue;
                if (best == nullptr || is_better(*other, *best)) best = other;
            }
        };
        look(name.first);
        each_deletion(name.first, look);
        if (best != nullptr) variants.emplace(name.first, best->first);
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
    rename(documents, inflected(documents), Rule::inflected);
    rename(documents, sounded(full_names(documents)), Rule::spelling);
    rename(documents, misspelt(full_names(documents)), Rule::spelling);
}

}  // namespace wirecopy::entities
