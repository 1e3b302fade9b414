#include "wirecopy/reuse/quotations.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::reuse {
namespace {

/// What a mark of quotation may do.
struct Mark {
    std::size_t kind;  ///< marks of one kind close each other
    bool opens;
    bool closes;
};

constexpr std::size_t kSingle = 0;
constexpr std::size_t kDouble = 1;
constexpr std::size_t kGuillemet = 2;
constexpr std::size_t kCorner = 3;
constexpr std::size_t kKinds = 4;

class Marks {
  public:
    Marks(const tokens::TokenView& view, std::string_view text) : view_(view), text_(text) {}

    Mark at(std::size_t token) const {
        const std::string_view mark = surface(token);
        if (mark == "「" || mark == "『" || mark == "｢" || mark == "〝") return {kCorner, true, false};
        if (mark == "」" || mark == "』" || mark == "｣" || mark == "〞" || mark == "〟") return {kCorner, false, true};
        // French sets spaces inside, German turns them round: only their order tells.
        if (mark == "«" || mark == "»") return {kGuillemet, true, true};
        const bool touches_next = token + 1 < view_.size() && view_.span(token).end == view_.span(token + 1).begin;
        const bool touches_last = token > 0 && view_.span(token - 1).end == view_.span(token).begin;
        const bool after_word = touches_last && view_.is_word(token - 1);
        const bool is_single = view_.key(token) == QuotationKeys::all().single;
        return {is_single ? kSingle : kDouble, touches_next && !after_word, touches_last};
    }

  private:
    std::string_view surface(std::size_t token) const {
        const tokens::ByteSpan span = view_.span(token);
        return text_.substr(span.begin, span.end - span.begin);
    }

    const tokens::TokenView& view_;
    std::string_view text_;
};

}  // namespace

const QuotationKeys& QuotationKeys::all() {
    static const QuotationKeys keys{tokens::token_key("'"), tokens::token_key("\""), tokens::token_key("''")};
    return keys;
}

std::uint32_t quotations(const tokens::TokenView& view, std::string_view text, std::span<const PlacedMark> paragraph,
                         std::uint32_t first_number, std::span<std::uint32_t> number) {
    std::uint32_t next_number = first_number;
    const auto quote = [&](std::size_t from, std::size_t to) {
        std::fill(number.begin() + static_cast<std::ptrdiff_t>(from), number.begin() + static_cast<std::ptrdiff_t>(to),
                  next_number++);
    };
    const Marks marks(view, text);
    std::array<std::optional<std::uint32_t>, kKinds> open;
    for (const auto [token, word] : paragraph) {
        const Mark mark = marks.at(token);
        std::optional<std::uint32_t>& opened = open[mark.kind];
        if (opened && mark.closes) {
            quote(*opened, word);
            opened.reset();
        } else if (!opened && mark.opens) {
            opened = word;
        }
    }
    for (const std::size_t kind : {kDouble, kGuillemet, kCorner}) {
        if (open[kind]) quote(*open[kind], number.size());
    }
    return next_number;
}

}  // namespace wirecopy::reuse
