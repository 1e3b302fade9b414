#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/tokens/tokenize.hpp"
#include "wirecopy/tokens/words.hpp"

#include "support/random_text.hpp"

namespace {

using namespace wirecopy;

/// What the stages behind the scan for words look for: ends of lines and sentences, marks and their like, with what
/// clings to them, words that registers cannot fold.
constexpr std::array<std::string_view, 48> kPieces = {"a",
                                                      "Word",
                                                      " ",
                                                      " ",
                                                      "\n",
                                                      ".",
                                                      ". ",
                                                      "!",
                                                      "?",
                                                      "...",
                                                      "\"",
                                                      "'",
                                                      "\u201C",
                                                      "\u201D",
                                                      "\u2019",
                                                      "1.5",
                                                      "\u00E9",
                                                      "Ж",
                                                      "א",
                                                      "一",
                                                      "가",
                                                      "か",
                                                      "ไ",
                                                      "\u200D",
                                                      "\u00AD",
                                                      "\u0301",
                                                      "\r",
                                                      "\r\n",
                                                      "\u2028",
                                                      "\u0085",
                                                      "\u2026",
                                                      "\u3002",
                                                      "\uFF0E",
                                                      "\u2024",
                                                      "--",
                                                      "——",
                                                      "\u2047",
                                                      "§§",
                                                      "°°",
                                                      "(",
                                                      "_",
                                                      "😀",
                                                      "Mr. Smith",
                                                      "U.S. ",
                                                      "`",
                                                      "said. The ",
                                                      "antidisestablishmentarianism",
                                                      "STRASSE"};

std::string random_news(testing::Random& random) {
    std::array<std::string_view, 5> few{};
    for (auto& piece : few) piece = kPieces[testing::below(random, kPieces.size())];
    std::string text(testing::below(random, 3) == 0 ? testing::below(random, 70) : 0, 'a');
    for (std::size_t i = testing::below(random, 120); i-- > 0;) {
        const bool free = testing::below(random, 6) == 0;
        text += free ? kPieces[testing::below(random, kPieces.size())] : few[testing::below(random, few.size())];
    }
    return text;
}

/// A table that the path makes of one text.
tokens::TokenTable table_of(const std::string& text, tokens::Path path, const tokens::SegmentRules& rules) {
    tokens::take_path(path);
    const std::array<std::int64_t, 2> offsets = {0, static_cast<std::int64_t>(text.size())};
    tokens::TokenTable table = tokens::tokenize({text, offsets}, rules);
    tokens::take_path(tokens::paths().back());
    return table;
}

}  // namespace

TEST_CASE("a table is the same, bit for bit, on every path") {
    testing::Random random(4);
    for (int round = 0; round < 4000; ++round) {
        const std::string text = random_news(random);
        CAPTURE(text);
        for (const tokens::SegmentRules& rules : {tokens::SegmentRules{}, tokens::kUnicodeRules}) {
            const tokens::TokenTable expected = table_of(text, tokens::Path::automaton, rules);
            for (const tokens::Path path : tokens::paths()) {
                CAPTURE(static_cast<int>(path));
                const tokens::TokenTable table = table_of(text, path, rules);
                REQUIRE(table.begin == expected.begin);
                REQUIRE(table.end == expected.end);
                REQUIRE(table.kind == expected.kind);
                REQUIRE(table.key == expected.key);
                REQUIRE(table.sentence_begin == expected.sentence_begin);
                REQUIRE(table.paragraph_begin == expected.paragraph_begin);
            }
        }
    }
}

TEST_CASE("sentences and paragraphs of a table are those that are found without the scan for words") {
    testing::Random random(5);
    for (int round = 0; round < 4000; ++round) {
        const std::string text = random_news(random);
        CAPTURE(text);
        std::vector<tokens::ByteSpan> paragraphs;
        tokens::append_paragraphs(text, tokens::ParagraphRules::reader, paragraphs);
        std::vector<std::uint32_t> sentences;
        for (const tokens::ByteSpan& paragraph : paragraphs) {
            tokens::append_sentence_begins(text, paragraph, tokens::SentenceRules::news, sentences);
        }
        tokens::Tokenizer tokenizer;
        const tokens::TokenView view = tokenizer.read(text);
        // Where one begins, a token does, but for what is not seen before it.
        const auto begins_one_of = [&](std::uint64_t token, const std::vector<std::uint32_t>& places) {
            const std::uint32_t before = token == 0 ? 0 : view.span(token - 1).end;
            return std::any_of(places.begin(), places.end(),
                               [&](std::uint32_t place) { return before <= place && place < view.span(token).end; });
        };
        std::vector<std::uint32_t> begins;
        for (const tokens::ByteSpan& paragraph : paragraphs) begins.push_back(paragraph.begin);
        for (const std::uint64_t token : view.paragraph_begin()) REQUIRE(begins_one_of(token, begins));
        for (const std::uint64_t token : view.sentence_begin()) REQUIRE(begins_one_of(token, sentences));
    }
}
