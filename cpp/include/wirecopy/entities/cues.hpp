#pragma once

#include <string_view>
#include <unordered_set>

#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::entities {

/// A list of words that tells something about the names beside them; asked by key, so spelling and case are folded.
class WordList {
  public:
    /// Words lie between white space; a line that starts with '#' is a comment.
    explicit WordList(std::string_view words);

    bool contains(tokens::TokenKey key) const { return keys_.contains(key); }

  private:
    std::unordered_set<tokens::TokenKey> keys_;
};

/// The lists that ship with the project, one file each in cpp/src/entities/cues. They are data: rules never name a
/// word.
struct Cues {
    WordList abbreviations;       ///< written with a full stop that ends no sentence
    WordList addresses;           ///< forms of address: Mr, Dr, Gen
    WordList compass;             ///< parts of names that are none by themselves
    WordList demonyms;            ///< adjectives of nations
    WordList family_names_first;  ///< family names of languages that put them first
    WordList function_words;      ///< capitalised for their place only
    WordList hyphen_tails;        ///< what follows a name and a hyphen without being part of it
    WordList months;
    WordList offices;        ///< offices, ranks and trades before a person's name
    WordList organisations;  ///< last words of names of organisations
    WordList particles;      ///< small words inside names of persons
    WordList place_prepositions;
    WordList places;  ///< last words of names of places
    WordList speech;  ///< verbs whose subject acts
    WordList weekdays;
};

/// The lists, read once.
const Cues& cues();

}  // namespace wirecopy::entities
