#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/tokens/column.hpp"
#include "wirecopy/tokens/paragraphs.hpp"
#include "wirecopy/tokens/sentences.hpp"
#include "wirecopy/tokens/words.hpp"

namespace wirecopy::tokens {

struct ScanNotes;

/// How a text falls into paragraphs, sentences and words.
struct SegmentRules {
    ParagraphRules paragraphs = ParagraphRules::reader;
    SentenceRules sentences = SentenceRules::news;
    WordRules words = WordRules::news;
};

/// UAX #29 and nothing else, line by line.
constexpr SegmentRules kUnicodeRules = {ParagraphRules::lines, SentenceRules::unicode, WordRules::unicode};

/// The paragraphs and sentences of one text after another, and which tokens begin them. Keeps its memory from text to
/// text. Not for several threads at once.
class Segmenter {
  public:
    /// Later calls follow these rules.
    void follow(const SegmentRules& rules) { rules_ = rules; }
    const SegmentRules& rules() const { return rules_; }

    /// Finds the paragraphs and sentences of `text`, of which the scan for words left notes. O(n).
    void read(std::string_view text, const ScanNotes& notes);
    /// The same without notes, by several threads, which share the paragraphs.
    void read(std::string_view text, const parallel::Control& control);

    /// For those who need no sentences: of each paragraph only the first, unless one may begin inside a word.
    void read_paragraphs(std::string_view text, const ScanNotes& notes);

    std::span<const ByteSpan> paragraphs() const { return paragraphs_; }
    /// Where sentences begin, in bytes; paragraphs begin among them.
    std::span<const std::uint32_t> sentences() const { return sentences_; }

    /// Appends the numbers of the tokens with which paragraphs and sentences begin, counted from `first`.
    ///
    /// `begin`, `end`: the text's tokens in order, in bytes. The first token begins a paragraph, whatever stands before
    /// one belongs to it, and a sentence that begins inside a token is left out. O(tokens).
    void mark(std::span<const std::uint32_t> begin, std::span<const std::uint32_t> end, std::uint64_t first,
              Column<std::uint64_t>& paragraph_begin, Column<std::uint64_t>& sentence_begin) const;

  private:
    template <typename Needs>
    void read(std::string_view text, const ScanNotes& notes, Needs needs_sentences);

    SegmentRules rules_;
    std::vector<ByteSpan> paragraphs_;
    std::vector<std::uint32_t> sentences_;
};

/// The first place from `from` on where `ascending` is `value` or more; its size when there is none. Quick where that
/// is near.
std::size_t find_at_least(std::span<const std::uint32_t> ascending, std::size_t from, std::uint32_t value);

}  // namespace wirecopy::tokens
