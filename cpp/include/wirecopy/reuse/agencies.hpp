#pragma once

#include <bit>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// What credits are made of, in any number of languages; compared folded, several words as a run.
struct CreditWords {
    std::vector<std::pair<std::string, std::string>> agencies = {};  ///< a name, and a form in which credits have it
    std::vector<std::string> joining =
        {};  ///< what a line of credit may hold beside names: "with", "staff", "copyright"
    std::vector<std::string> bylines = {};   ///< what a byline begins with: "by"
    std::vector<std::string> pictures = {};  ///< what tells that a picture is credited and not a text
    std::vector<std::string> openings = {};  ///< what a sentence of credit begins with: "reporting by"
    std::vector<std::string> phrases = {};   ///< what stands anywhere in one: "contributed to this"
    std::vector<std::string> remarks = {};   ///< what stands where an agency would and is none: "corrected", "updated"
    std::vector<std::string> others = {};  ///< what an agency's name may be with its case and marks, and is none: "Pa."
};

/// Runs of tokens with a number each, found by their keys.
class Runs {
  public:
    struct Found {
        std::size_t size = 0;  ///< tokens; 0 where there is none
        std::int32_t value = -1;
    };

    void add(std::string_view run, std::int32_t value);
    /// The longest run that begins at `token` and ends at `end` or before.
    Found at(const tokens::TokenView& view, std::size_t token, std::size_t end) const {
        return may_begin_[filtered(view.key(token))] ? longest_at(view, token, end) : Found{};
    }

  private:
    struct Run {
        std::vector<tokens::TokenKey> keys;
        std::int32_t value;
    };
    static constexpr std::size_t kFilter = std::size_t{1} << 14U;
    static std::size_t filtered(tokens::TokenKey key) { return key % kFilter; }
    static std::size_t filtered(tokens::TokenKey first, tokens::TokenKey second) {
        return filtered(std::rotl(first, 1) ^ second);
    }
    Found longest_at(const tokens::TokenView& view, std::size_t token, std::size_t end) const;

    std::unordered_map<tokens::TokenKey, std::vector<Run>> by_first_;
    // Most tokens begin no run: told without a look at the map.
    std::bitset<kFilter> may_begin_;
    std::bitset<kFilter> may_be_all_;      ///< of a run
    std::bitset<kFilter> may_begin_pair_;  ///< by the first two keys of a run
};

/// The words of credits, ready to be looked up. Agencies are numbered in the order in which their names come.
class Agencies {
  public:
    explicit Agencies(const CreditWords& words);

    /// The number of the agency of that name, which is a form of it too; new if it was not known.
    std::int32_t add(const std::string& name);
    /// Whether a text begins with what is written like an agency's name and means something else.
    bool is_other(std::string_view text) const;
    const std::string& name(std::int32_t agency) const { return names_[static_cast<std::size_t>(agency)]; }
    const std::vector<std::string>& names() const { return names_; }

    Runs forms, joining, bylines, pictures, openings, phrases, remarks;

  private:
    std::vector<std::string> names_;
    std::vector<std::string> others_;
};

}  // namespace wirecopy::reuse
