#include "wirecopy/entities/kept_words.hpp"

#include <span>
#include <stdexcept>

#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::entities {
namespace {

/// Tokens that are words, one after the other: each begins a word, and most are one.
class WordTokens {
  public:
    explicit WordTokens(const tokens::TokenView& tokens)
        : begins_(tokens.begins()), ends_(tokens.ends()), kinds_(tokens.kinds()), keys_(tokens.keys()) {}

    /// Goes on to the token that a word begins with or in.
    void find(std::uint32_t begin) {
        if (begin >= end_) next();
    }
    void next() {
        while (kinds_[next_] > tokens::TokenKind::number && keys_[next_] != ampersand_) ++next_;
        end_ = ends_[next_];
        ++next_;
    }

    tokens::ByteSpan span() const { return {begins_[next_ - 1], end_}; }
    tokens::TokenKey key() const { return keys_[next_ - 1]; }

  private:
    std::span<const std::uint32_t> begins_;
    std::span<const std::uint32_t> ends_;
    std::span<const tokens::TokenKind> kinds_;
    std::span<const tokens::TokenKey> keys_;
    tokens::TokenKey ampersand_ = tokens::token_key("&");
    std::size_t next_ = 0;
    std::uint32_t end_ = 0;
};

/// The paragraph of a word, if each has words.
std::uint32_t paragraph_of(std::uint32_t before, Gap gap) {
    return before + (gap == Gap::line ? 1 : 0);
}

constexpr std::uint32_t kBeforeFirst = 0xFFFFFFFF;

// The bits that there is room for.
constexpr std::uint64_t kNumbers = (1U << 30U) - 1;
constexpr std::uint64_t kCues = (1U << 25U) - 1;
constexpr unsigned kShapes = 7;
constexpr unsigned kGaps = 15;
static_assert(bit(Cue::weekday) <= kCues && static_cast<unsigned>(Shape::ampersand) <= kShapes &&
              static_cast<unsigned>(Gap::other) <= kGaps);

}  // namespace

KeptWords::KeptWords(const tokens::TokenView& tokens, const std::vector<Word>& words) {
    if (words.empty()) return;
    language_ = words.front().language;
    words_.reserve(words.size());
    WordTokens token(tokens);
    std::uint32_t paragraph = kBeforeFirst;
    for (const Word& word : words) {
        if (word.number > kNumbers) throw std::length_error("a corpus of more than 2^30 different words is too large");
        token.find(word.span.begin);
        const bool plain = word.span == token.span() && word.whole_end == token.span().end && word.key == token.key() &&
                           word.paragraph == paragraph_of(paragraph, word.gap) && !word.possessive;
        paragraph = word.paragraph;
        words_.push_back({word.number & kNumbers, word.cues & kCues, static_cast<unsigned>(word.shape) & kShapes,
                          static_cast<unsigned>(word.gap) & kGaps, word.opens, !plain});
        if (!plain) whole_.push_back(word);
    }
    whole_.shrink_to_fit();
}

void KeptWords::read(const tokens::TokenView& tokens, std::vector<Word>& words) const {
    words.resize(words_.size());
    WordTokens token(tokens);
    auto whole = whole_.begin();
    std::uint32_t paragraph = kBeforeFirst;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const Kept kept = words_[i];
        if (kept.whole != 0) {
            words[i] = *whole++;
            token.find(words[i].span.begin);
            paragraph = words[i].paragraph;
            continue;
        }
        token.next();
        const tokens::ByteSpan span = token.span();
        const auto gap = static_cast<Gap>(kept.gap);
        paragraph = paragraph_of(paragraph, gap);
        words[i] = {.span = span,
                    .key = token.key(),
                    .cues = static_cast<CueBits>(kept.cues),
                    .whole_end = span.end,
                    .paragraph = paragraph,
                    .number = static_cast<std::uint32_t>(kept.number),
                    .shape = static_cast<Shape>(kept.shape),
                    .gap = gap,
                    .possessive = false,
                    .language = language_,
                    .opens = kept.opens != 0};
    }
}

}  // namespace wirecopy::entities
