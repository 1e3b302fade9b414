#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
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
        if ((has_cues_[word_of(key)] >> (key % 64) & 1) == 0) return 0;
        std::size_t place = key & (slots_.size() - 1);
        while (slots_[place].key != key && slots_[place].cues != 0) place = (place + 1) & (slots_.size() - 1);
        return slots_[place].cues;
    }

    /// Calls `take` with the key of every word that has the cue.
    template <typename Take>
    void each(Cue cue, const Take& take) const {
        for (const Slot& slot : slots_) {
            if ((slot.cues & bit(cue)) != 0) take(slot.key);
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
    using Cues = tsl::robin_map<tokens::TokenKey, CueBits>;
    /// A word with cues; without, no word.
    struct Slot {
        tokens::TokenKey key;
        CueBits cues;
    };

    static std::size_t word_of(tokens::TokenKey key) { return key / 64 % kBitWords; }
    void read(std::string_view data, Cues& cues);
    bool is_base_noun(std::string_view folded) const;

    static constexpr std::size_t kBitWords = 2048;
    std::array<std::uint64_t, kBitWords> has_cues_{};  ///< a bit for some keys, small enough to stay at hand
    std::vector<Slot> slots_;                          ///< a power of two, by keys
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
