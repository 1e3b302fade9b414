#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tsl/robin_map.h>

#include "wirecopy/entities/words.hpp"

namespace wirecopy::entities {

/// The number of a name's key (see `name_key`) in a table.
using KeyId = std::uint32_t;
constexpr KeyId kNoKey = 0xFFFFFFFF;

/// The 64-bit hash of the words from `first` to `last`, both included: equal for names whose keys are equal. O(words).
std::uint64_t key_hash(const std::vector<Word>& words, std::size_t first, std::size_t last);

/// Distinct strings by number, in the order in which they came. They are told apart by 64-bit hashes: two of a million
/// are taken for one once in 10^7 tables.
class KeyTexts {
  public:
    KeyId add(std::string_view text);
    /// kNoKey when it is not there.
    KeyId find(std::string_view text) const;
    std::size_t size() const { return begins_.size() - 1; }
    /// Until the next `add`.
    std::string_view operator[](KeyId key) const {
        return std::string_view(texts_).substr(begins_[key], begins_[key + 1] - begins_[key]);
    }

  private:
    std::string texts_;
    std::vector<std::size_t> begins_{0};
    tsl::robin_map<std::uint64_t, KeyId> numbers_;
};

/// The keys of some documents, made once for each run of words that comes again. Not for several threads at once.
class KeyReader {
  public:
    /// The key of the words from `first` to `last`, both included.
    KeyId read(std::string_view text, const std::vector<Word>& words, std::size_t first, std::size_t last);
    KeyId add(std::string_view key);
    /// A place of the list with several words.
    bool is_known_place(KeyId key) const { return known_places_[key]; }
    const KeyTexts& texts() const { return texts_; }

  private:
    KeyTexts texts_;
    std::vector<bool> known_places_;
    tsl::robin_map<std::uint64_t, KeyId> read_;
};

/// The keys of all names of a corpus, with those of their first and last words.
class NameKeys {
  public:
    KeyId add(std::string_view text);
    KeyId find(std::string_view text) const { return texts_.find(text); }
    std::size_t size() const { return keys_.size(); }
    std::string_view text(KeyId key) const { return texts_[key]; }

    bool is_one_word(KeyId key) const { return keys_[key].first == key; }
    KeyId first(KeyId key) const { return keys_[key].first; }
    KeyId last(KeyId key) const { return keys_[key].last; }
    /// A hash of the first letters of its words; and of the letters of one word.
    std::uint64_t initials(KeyId key) const { return keys_[key].initials; }
    std::uint64_t letters(KeyId key) const;

    /// Whether `full` has more words and begins or ends with those of `part`.
    bool begins_with(KeyId full, KeyId part) const;
    bool ends_with(KeyId full, KeyId part) const;
    /// Whether `part` is how a person called `full` is called for short: the last words, or the first where the family
    /// name comes first ("kim" of "kim jong un").
    bool is_surname(KeyId part, KeyId full) const;

  private:
    struct Key {
        KeyId first;
        KeyId last;
        std::uint64_t initials;
        bool family_name_first;  ///< one word, a family name that stands first
    };

    KeyTexts texts_;
    std::vector<Key> keys_;
};

/// The words of a key.
std::vector<std::string_view> parts_of(std::string_view key);

/// Whether the letters of `acronym` are initials of `full`, in order, from the first word on. Both are keys.
bool are_initials(std::string_view acronym, std::string_view full);

}  // namespace wirecopy::entities
