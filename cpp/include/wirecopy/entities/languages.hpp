#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <tsl/robin_map.h>

#include "wirecopy/entities/cues.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::entities {

/// What is known of a language, from its file of cues and from what counts in all of them.
class Language {
  public:
    /// `files`: their contents.
    explicit Language(const std::vector<std::string_view>& files);

    CueBits cues(tokens::TokenKey key) const {
        if ((may_have_cues_[place_of(key)] >> (key & 63U) & 1U) == 0) return 0;
        const auto it = cues_.find(key);
        return it == cues_.end() ? 0 : it->second;
    }

    /// Calls `take` with the key of every word that has the cue.
    template <typename Take>
    void each(Cue cue, const Take& take) const {
        for (const auto& [key, cues] : cues_) {
            if ((cues & bit(cue)) != 0) take(key);
        }
    }

    /// Every noun is written with a capital.
    bool nouns_have_capitals() const { return !nouns_.empty(); }
    /// A folded word is a noun of the list, a compound that ends with one, or ends as only nouns do.
    bool is_noun(std::string_view folded) const;

    /// Names take endings by case.
    bool inflects() const { return !endings_.empty(); }
    /// The folded word without the longest ending that leaves three letters: the same for "москва" and "москвой".
    std::string_view stem(std::string_view folded) const;

  private:
    static constexpr std::size_t kBits = 1 << 16;
    static std::size_t place_of(tokens::TokenKey key) { return (key >> 6U) % (kBits / 64); }

    void read(std::string_view data);
    bool is_base_noun(std::string_view folded) const;

    tsl::robin_map<tokens::TokenKey, CueBits> cues_;
    std::vector<std::uint64_t> may_have_cues_;  ///< a bit for each word with cues: most words have none
    std::unordered_set<std::string> nouns_;
    std::unordered_set<std::string> name_tails_;
    std::vector<std::string> noun_endings_;
    std::vector<std::string> endings_;  ///< longest first
};

/// All that are known; English, which stands for the others, first.
const std::vector<Language>& languages();

/// The number of the language whose function words a text has most of among its first hundreds of words; 0 without any.
std::uint8_t language_of(const tokens::TokenView& tokens);

/// Whether `key`, folded words with spaces between, is a country, or a place of the list.
bool is_known_place(const std::string& key);

}  // namespace wirecopy::entities
