#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/paragraphs.hpp"
#include "wirecopy/tokens/sentences.hpp"

namespace wirecopy::tokens {

/// How a text falls into paragraphs and sentences.
struct SegmentRules {
    ParagraphRules paragraphs = ParagraphRules::reader;
    SentenceRules sentences = SentenceRules::news;
};

/// The paragraphs and sentences of one text after another, and which tokens begin them. Keeps its memory from text to
/// text. Not for several threads at once.
class Segmenter {
  public:
    explicit Segmenter(SegmentRules rules = {}) : rules_(rules) {}

    /// Finds the paragraphs and sentences of `text`. O(n).
    void read(std::string_view text);

    std::span<const ByteSpan> paragraphs() const { return paragraphs_; }
    /// Where sentences begin, in bytes; paragraphs begin among them.
    std::span<const std::uint32_t> sentences() const { return sentences_; }

    /// Where a sentence begins strictly inside `token`, 0 when none does: words that lost the space between them
    /// ("danger.It") are one segment of UAX #29. Never by `SentenceRules::unicode`. Tokens must be asked for in the
    /// order of the text. O(1).
    std::uint32_t sentence_inside(ByteSpan token);

    /// Appends the numbers of the tokens with which paragraphs and sentences begin, counted from `first`.
    ///
    /// `begin`, `end`: the text's tokens in order, in bytes. The first token begins a paragraph, whatever stands before
    /// one belongs to it, and a sentence that begins inside a token is left out. `Numbers` is a vector of 64-bit
    /// numbers or the like. O(tokens).
    template <typename Numbers>
    void mark(std::span<const std::uint32_t> begin, std::span<const std::uint32_t> end, std::uint64_t first,
              Numbers& paragraph_begin, Numbers& sentence_begin) const {
        std::size_t token = 0;
        std::size_t sentence = 0;
        for (const ByteSpan& paragraph : paragraphs_) {
            const std::size_t paragraph_token = token;
            while (token < begin.size() && end[token] <= paragraph.begin) ++token;
            const bool is_empty = token == begin.size() || begin[token] >= paragraph.end;
            if (!is_empty) {
                paragraph_begin.push_back(first + paragraph_token);
                sentence_begin.push_back(first + paragraph_token);
            }
            for (++sentence; sentence < sentences_.size() && sentences_[sentence] < paragraph.end; ++sentence) {
                while (token < begin.size() && begin[token] < sentences_[sentence]) ++token;
                if (token == begin.size() || begin[token] >= paragraph.end) continue;
                const bool is_inside = token > 0 && end[token - 1] > sentences_[sentence];
                if (!is_inside && sentence_begin.back() != first + token) sentence_begin.push_back(first + token);
            }
            while (token < begin.size() && begin[token] < paragraph.end) ++token;
            if (is_empty) token = paragraph_token;
        }
        if (!begin.empty() && (paragraph_begin.empty() || paragraph_begin.back() < first)) {
            paragraph_begin.push_back(first);
            sentence_begin.push_back(first);
        }
    }

  private:
    SegmentRules rules_;
    std::vector<ByteSpan> paragraphs_;
    std::vector<std::uint32_t> sentences_;
    std::size_t next_ = 0;  ///< sentence that `sentence_inside` looks at
};

}  // namespace wirecopy::tokens
