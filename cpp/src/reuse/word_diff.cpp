#include "wirecopy/reuse/word_diff.hpp"

#include <algorithm>
#include <array>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "wirecopy/reuse/chains.hpp"
#include "wirecopy/reuse/document_words.hpp"
#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::reuse {
namespace {

/// One of the two texts.
class Text {
  public:
    explicit Text(std::string_view text)
        : text_(text),
          offsets_{0, static_cast<std::int64_t>(text.size())},
          table_(tokens::tokenize({text, offsets_})),
          words_(document_words(tokens::TokenView(table_, 0), text)),
          kinds_(kinds()),
          compared_(words_.size()) {
        std::transform(words_.key.begin(), words_.key.end(), compared_.begin(), word_of);
    }

    std::span<const Word> words() const { return compared_; }

    /// The bytes of words [begin, end); between two words where there are none.
    tokens::ByteSpan bytes(std::uint32_t begin, std::uint32_t end) const {
        if (begin < end) return words_.bytes({begin, end});
        const std::uint32_t at = begin == 0 ? 0 : words_.span[begin - 1].end;
        return {at, at};
    }
    bool has_number(std::uint32_t begin, std::uint32_t end) const {
        return std::any_of(kinds_.begin() + begin, kinds_.begin() + end,
                           [](tokens::TokenKind kind) { return kind == tokens::TokenKind::number; });
    }
    bool all_capitalised(std::uint32_t begin, std::uint32_t end) const {
        for (std::uint32_t word = begin; word < end; ++word) {
            const auto* bytes = reinterpret_cast<const std::uint8_t*>(text_.data());
            auto at = static_cast<std::int64_t>(words_.span[word].begin);
            UChar32 first = 0;
            U8_NEXT(bytes, at, static_cast<std::int64_t>(text_.size()), first);
            if (u_isupper(first) == 0) return false;
        }
        return begin < end;
    }

  private:
    std::vector<tokens::TokenKind> kinds() const {
        std::vector<tokens::TokenKind> result;
        const tokens::TokenView view(table_, 0);
        for (std::size_t token = 0; token < view.size(); ++token) {
            if (view.is_word(token)) result.push_back(view.kind(token));
        }
        return result;
    }

    std::string_view text_;
    std::array<std::int64_t, 2> offsets_;
    tokens::TokenTable table_;
    DocumentWords words_;
    std::vector<tokens::TokenKind> kinds_;
    std::vector<Word> compared_;
};

}  // namespace

std::vector<Change> word_diff(std::string_view a, std::string_view b) {
    const Text left(a);
    const Text right(b);
    std::vector<Change> changes;
    Match next{0, 0};
    const auto add_until = [&](Match match) {
        if (next.a < match.a || next.b < match.b) {
            ChangeKind kind = ChangeKind::words;
            if (left.has_number(next.a, match.a) || right.has_number(next.b, match.b)) {
                kind = ChangeKind::number;
            } else if (left.all_capitalised(next.a, match.a) && right.all_capitalised(next.b, match.b)) {
                kind = ChangeKind::name;
            }
            changes.push_back({left.bytes(next.a, match.a), right.bytes(next.b, match.b), kind});
        }
        next = {match.a + 1, match.b + 1};
    };
    for (const Match match : anchored_align(left.words(), right.words())) add_until(match);
    add_until({static_cast<std::uint32_t>(left.words().size()), static_cast<std::uint32_t>(right.words().size())});
    return changes;
}

}  // namespace wirecopy::reuse
