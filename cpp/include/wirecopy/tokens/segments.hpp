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

/// Finds the paragraphs and sentences of one document after another among their tokens. Not for several threads at
/// once.
class Segmenter {
  public:
    explicit Segmenter(SegmentRules rules = {}) : rules_(rules) {}

    /// `begin`: where each token of `text` begins, in bytes and ascending. Appends the numbers of the tokens with which
    /// paragraphs and sentences begin, counted from `first`. The first token begins both. O(text + tokens).
    void append(std::string_view text, std::span<const std::uint32_t> begin, std::uint64_t first,
                std::vector<std::uint64_t>& paragraph_begin, std::vector<std::uint64_t>& sentence_begin);

  private:
    SegmentRules rules_;
    std::vector<ByteSpan> paragraphs_;
    std::vector<std::uint32_t> sentences_;
};

}  // namespace wirecopy::tokens
