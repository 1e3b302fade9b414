#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wirecopy/reuse/agencies.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

class MarkSet;

/// What stands between place and text: the number of an agency, -1 for none; else perhaps a name that is not known.
struct Dateline {
    std::int32_t agency = -1;
    std::string stranger = {};
    bool is_sure = false;  ///< the stranger's place is in capitals
};

/// The paragraphs of a document that have a word, each looked at as one kind of credit. Every answer is the number of
/// an agency or -1, and costs O(1): no kind of credit is long.
class CreditLines {
  public:
    CreditLines(const Agencies& agencies, const tokens::TokenView& view, std::string_view text);

    std::size_t size() const { return paragraphs_.size(); }
    /// "MILLTOWN, March 3 (AP) -", "Reuters –", "(서울=연합뉴스)", "【ソウル共同】".
    Dateline dateline(std::size_t paragraph) const;
    /// "By A. Writer, AP".
    std::int32_t byline(std::size_t paragraph) const;
    /// Nothing but names, numbers and words that join them: "(AFP)", "- Reuters, with staff".
    std::int32_t line(std::size_t paragraph) const;
    /// A sentence of credit: "The Associated Press contributed to this report."
    std::int32_t sentence(std::size_t paragraph) const;
    /// Whether the words of a sentence of credit, and an agency, stand anywhere in the paragraph: others have none.
    bool may_have_sentence(std::size_t paragraph) const;

    struct Ending {
        std::int32_t closing;  ///< a line of credit behind the last sentence: "... he said. (AFP)", "... said. — AFP"
        std::int32_t credit;   ///< the same, or as that of a picture: "(Photo via AP)", "A. Writer/AP"
    };
    /// The credits with which the paragraph ends.
    Ending ending(std::size_t paragraph) const;

  private:
    struct Range {
        std::size_t begin;
        std::size_t end;
        std::size_t size() const { return end - begin; }
    };

    Runs::Found agency_at(std::size_t token, std::size_t end) const;
    std::int32_t only_credit(Range range) const;
    std::int32_t first_agency(Range range) const;
    std::int32_t last_agency(Range range) const;
    std::int32_t of_sentence(Range range) const;
    std::int32_t behind_dash(Range range) const;
    Range bracketed_end(Range range) const;
    std::size_t closing_bracket(std::size_t open, std::size_t end) const;
    bool has(const Runs& runs, Range range) const;
    bool is_dash_after(std::size_t token, std::size_t end) const;
    bool is_place_in_capitals(Range range) const;
    bool is_name(Range range) const;
    bool is_place_and_date(Range range) const;

    bool is_mark(std::size_t token, const MarkSet& marks) const;
    std::string_view surface(std::size_t token) const;

    const Agencies& agencies_;
    const tokens::TokenView& view_;
    std::string_view text_;
    std::vector<Range> paragraphs_;
};

}  // namespace wirecopy::reuse
