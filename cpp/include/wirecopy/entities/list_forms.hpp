#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "wirecopy/entities/gazetteer.hpp"
#include "wirecopy/entities/kinds.hpp"
#include "wirecopy/parallel/for_each.hpp"

namespace wirecopy::entities {

/// A way in which news writes a name of a list.
struct ListForm {
    std::string name;
    Rule rule;
};

/// The ways beside the name itself: without the legal form of a company ("Avnet" for "Avnet Inc"), an article in front
/// or the United States ("Supreme Court of the United States"); "Trade Ministry" for "Ministry of Trade"; "and" for an
/// ampersand, "Poehl" for "Pöhl", no middle initials, the family name last where it comes first, and short forms of
/// places ("Calif"). At most kMostForms.
std::vector<ListForm> forms_of(std::string_view name, Kind kind);
constexpr std::size_t kMostForms = 16;
/// A word that more names share tells none of them apart.
constexpr std::size_t kMostMeanings = 64;

/// The forms of several words of all names of a list, as a gazetteer of their own. Reads all names once.
class ListForms {
  public:
    ListForms(const Gazetteer& list, const parallel::Control& control);

    /// Null when there are none.
    const Gazetteer* forms() const { return forms_.get(); }
    /// The list's entity and the rule of a row of `forms()`.
    std::int32_t entity(std::uint32_t row) const { return entities_[row]; }
    Rule rule(std::uint32_t row) const { return rules_[row]; }

  private:
    std::unique_ptr<Gazetteer> forms_;
    std::vector<std::int32_t> entities_;
    std::vector<Rule> rules_;
};

/// A list of known names and the ways in which news writes them.
struct List {
    List(const Gazetteer& gazetteer, const parallel::Control& control) : names(gazetteer), forms(gazetteer, control) {}

    const Gazetteer& names;
    ListForms forms;
};

/// Words that alone may stand for an entity of a list: its forms of one word, surnames of persons, leading words of
/// organisations' names and initials. Only words of `wanted` (keys, see `name_key`) are kept. Reads all names once.
class ListWords {
  public:
    struct Meaning {
        std::int32_t entity;
        Rule rule;  ///< short_name or spelling: a form; surname; given_name: a leading word; acronym
        bool sure;  ///< of a surname: that the list means a person; else it may be anything of two words

        bool operator==(const Meaning&) const = default;
    };

    ListWords() = default;
    ListWords(const Gazetteer& list, const std::unordered_set<std::string>& wanted, const parallel::Control& control);

    bool empty() const { return meanings_.empty(); }
    /// In order of the entities.
    std::span<const Meaning> of(const std::string& key) const;

  private:
    std::unordered_map<std::string, std::vector<Meaning>> meanings_;
};

/// What a list says an entity is, or as far as its name tells.
Kind listed_kind(const Gazetteer& list, std::int32_t entity, std::string_view name);

}  // namespace wirecopy::entities
