#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "wirecopy/entities/cues.hpp"
#include "wirecopy/entities/kinds.hpp"
#include "wirecopy/entities/list_forms.hpp"

namespace wirecopy::entities {

/// The words of a listed name, as spaces part them, without commas behind them.
class ListedWords {
  public:
    explicit ListedWords(std::string_view name);

    std::string_view name() const { return name_; }
    bool is_ascii() const;
    std::size_t size() const { return words_.size(); }
    std::string_view operator[](std::size_t i) const { return words_[i]; }
    /// Those in `[first, end)` with spaces between.
    std::string joined(std::size_t first, std::size_t end) const;

    bool has(std::string_view word) const { return std::find(words_.begin(), words_.end(), word) != words_.end(); }
    /// Whether a list of cues has the word, in any language.
    bool is(std::size_t i, Cue cue) const { return (cues_[i] & bit(cue)) != 0; }
    bool is_initial(std::size_t i) const;
    bool begins_with_article() const;
    /// The number of words before legal forms, at least one; and before "Jr".
    std::size_t without_legal_form() const;
    std::size_t without_generation() const;

    /// The first letters of words with a capital.
    std::string initials() const;

    /// What the words tell: a known place, a company's legal form or head, a known given name before plain words.
    Kind kind() const;
    /// Two to four words with capitals of which none is an organisation's or a place's.
    bool may_be_person() const;

  private:
    std::string_view name_;
    std::vector<std::string_view> words_;
    std::vector<CueBits> cues_;
};

/// The same as of the string.
std::vector<ListForm> forms_of(const ListedWords& name, Kind kind);

}  // namespace wirecopy::entities
