#include "wirecopy/reuse/quotations.hpp"

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

    std::optional<Mark> at(std::size_t token) const {
        // Marks of quotation fold to these, whatever their script: nearly all other marks leave here.
        static const std::array<tokens::TokenKey, 3> kKeys = {tokens::token_key("'"), tokens::token_key("\""),
                                                              tokens::token_key("''")};
        const auto [one, two, one_twice] = kKeys;
        const tokens::TokenKey key = view_.key(token);
        if (key != one && key != two && key != one_twice) return std::nullopt;
        const std::string_view mark = surface(token);
        if (mark == "「" || mark == "『" || mark == "｢" || mark == "〝") return Mark{kCorner, true, false};
        if (mark == "」" || mark == "』" || mark == "｣" || mark == "〞" || mark == "〟")
            return Mark{kCorner, false, true};
        // French sets spaces inside, German turns them round: only their order tells.
        if (mark == "«" || mark == "»") return Mark{kGuillemet, true, true};
        const bool touches_next = token + 1 < view_.size() && view_.span(token).end == view_.span(token + 1).begin;
        const bool touches_last = token > 0 && view_.span(token - 1).end == view_.span(token).begin;
        const bool after_word = touches_last && view_.is_word(token - 1);
        return Mark{key == one ? kSingle : kDouble, touches_next && !after_word, touches_last};
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

std::uint32_t quotations(const tokens::TokenView& view, std::string_view text, std::size_t begin, std::size_t end,
                         std::uint32_t first_number, std::vector<std::uint32_t>& number) {
    number.assign(end - begin, 0);
    std::uint32_t next_number = first_number;
    const auto quote = [&](std::size_t from, std::size_t to) {
        for (std::size_t token = from; token < to; ++token) number[token - begin] = next_number;
        ++next_number;
    };
    const Marks marks(view, text);
    std::array<std::optional<std::size_t>, kKinds> open;
    for (std::size_t token = begin; token < end; ++token) {
        if (view.is_word(token)) continue;
        const std::optional<Mark> mark = marks.at(token);
        if (!mark) continue;
        std::optional<std::size_t>& opened = open[mark->kind];
        if (opened && mark->closes) {
            quote(*opened + 1, token);
            opened.reset();
        } else if (!opened && mark->opens) {
            opened = token;
        }
    }
    for (const std::size_t kind : {kDouble, kGuillemet, kCorner}) {
        if (open[kind]) quote(*open[kind] + 1, end);
    }
    return next_number;
}

}  // namespace wirecopy::reuse
