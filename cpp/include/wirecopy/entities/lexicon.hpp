#pragma once

#include <cstdint>
#include <vector>

#include <tsl/robin_map.h>

#include "wirecopy/entities/gazetteer.hpp"
#include "wirecopy/entities/name_keys.hpp"
#include "wirecopy/entities/names.hpp"

namespace wirecopy::entities {

/// In how many documents a word stands alone beside a full name that it may be short for, and without one. News
/// introduces persons in full: "Shoigu" mostly stands beside "Sergei Shoigu", "Democrats" mostly without "House
/// Democrats".
struct Introduction {
    std::uint32_t with_person = 0;
    std::uint32_t without_person = 0;
    std::uint32_t with_organisation = 0;
    std::uint32_t without_organisation = 0;
    std::uint32_t begins_person = 0;  ///< documents with a person named in full whose first word it is

    void add(const Introduction& other);
};

using Introductions = tsl::robin_map<KeyId, Introduction>;

/// What a corpus knows of its names when short forms are looked for.
class Lexicon {
  public:
    /// Both must outlive the lexicon; `gazetteer` may be null.
    Lexicon(const NameKeys& keys, const Gazetteer* gazetteer);

    const NameKeys& keys() const { return *keys_; }
    const Gazetteer* gazetteer() const { return gazetteer_; }

    void add_names(const std::vector<Name>& names);
    void set_introductions(const Introductions& introductions);
    /// Tells the kinds by what was added so far.
    void tell_kinds();

    Kind kind_of(const Name& name) const;
    /// Of a name that nobody lists.
    Kind kind_of(KeyId key) const { return kinds_[key]; }
    /// Mostly beside a person in full whose surname it is: "Jordan" after "Michael Jordan".
    bool is_surname_here(KeyId word) const;
    /// Somewhere it has a title or is said to speak.
    bool speaks(KeyId key) const { return votes_[key].speaks + votes_[key].person > 0; }
    /// "The" stands before it now and then.
    bool is_definite(KeyId key) const {
        constexpr std::uint32_t kSeldom = 16;
        return votes_[key].definite * kSeldom > votes_[key].mentions;
    }
    /// Whether `word` may stand for persons (`may_be_head`: for organisations) of whose names it is the last part. A
    /// word that is nowhere introduced is taken for introduced.
    bool may_be_surname(KeyId word) const;
    bool may_be_head(KeyId word) const;
    /// True when `part` may stand for the organisation `full` because it is never used as a place and speaks for
    /// itself.
    bool is_short_name(KeyId part, KeyId full) const;

  private:
    Kind told_kind(KeyId key, const Votes& votes) const;
    /// One word that says things, and that no document introduces as a person: news names persons in full at first.
    bool speaks_for_itself(KeyId key, const Votes& votes) const;
    /// Whether persons may have it as their first name: it seldom stands alone ("House Democrats" are no person).
    bool may_be_given_name(KeyId word) const;

    const NameKeys* keys_;
    const Gazetteer* gazetteer_;
    // By key:
    std::vector<Votes> votes_;
    std::vector<std::uint32_t> begin_with_;  ///< mentions of names of several words that begin with this word
    std::vector<Introduction> introductions_;
    std::vector<Kind> kinds_;
};

/// Counts the short forms of one document.
void add_introductions(const std::vector<Name>& names, const Lexicon& lexicon, Introductions& introductions);

}  // namespace wirecopy::entities
