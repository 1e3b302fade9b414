#pragma once

#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

#include <tsl/robin_map.h>

#include "wirecopy/entities/join.hpp"
#include "wirecopy/entities/list_forms.hpp"
#include "wirecopy/parallel/steps.hpp"

namespace wirecopy::entities {

/// Look-ups that a name costs, about.
constexpr std::size_t kStepsPerName = 8;

/// Whether nothing in its own document says whose the name is.
bool is_alone(const Name& name, const Owner& owner);

/// Finds owners for names that no name in their own document explains: the full names of all documents, and a list.
class Directory {
  public:
    Directory(const std::vector<NamedDocument>& documents, const Lexicon& lexicon, const parallel::Control& control,
              parallel::Steps& steps);

    /// The answer, which is looked for once for all names that ask the same; until the next question.
    const Owner& owner_of(const Name& name);

  private:
    /// A full name, or a gazetteer's entity.
    struct FullName {
        KeyId key;
        std::int32_t listed;
        Kind kind;
        std::uint32_t documents = 0;
        std::uint32_t last_document = 0;  ///< in which it was counted, from 1
        bool authors_only = true;         ///< seen in bylines alone
    };

    void count(const NamedDocument& document, std::uint32_t number);
    void list_words(const parallel::Control& control);
    Owner look_up(const Name& name, bool place) const;
    bool may_be_surname_alone(KeyId word) const;
    Owner outweighing(const Name& name, const std::vector<std::uint32_t>& candidates, Rule rule) const;
    std::vector<ListWords::Meaning> listed_as(const Name& name, std::initializer_list<Rule> rules) const;
    Owner only(const Name& name, const std::vector<ListWords::Meaning>& meant) const;

    template <typename Take>
    static void each(const std::vector<std::pair<KeyId, std::uint32_t>>& index, KeyId key, const Take& take);

    const Lexicon& lexicon_;
    const NameKeys& keys_;
    ListWords listed_;
    std::vector<FullName> fulls_;
    tsl::robin_map<std::uint64_t, std::uint32_t> numbers_;     ///< of full names
    std::vector<std::pair<KeyId, std::uint32_t>> by_part_;     ///< first and last words
    std::vector<std::pair<KeyId, std::uint32_t>> by_defined_;  ///< acronyms behind them
    std::vector<std::uint32_t> alone_;                         ///< by key: documents in which it has no owner
    std::vector<std::uint32_t> alone_seen_;                    ///< by key: the last of them, from 1
    tsl::robin_map<std::uint64_t, Owner> answers_;
};

}  // namespace wirecopy::entities
