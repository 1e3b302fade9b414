#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/tokens/paragraphs.hpp"

#include "support/random_text.hpp"

using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::tokens::append_paragraphs;
using wirecopy::tokens::ByteSpan;
using wirecopy::tokens::ParagraphRules;

namespace {

using Texts = std::vector<std::string>;

Texts paragraphs_of(const std::string& text, ParagraphRules rules = ParagraphRules::reader) {
    std::vector<ByteSpan> spans;
    append_paragraphs(text, rules, spans);
    Texts result;
    for (const ByteSpan& span : spans) result.push_back(text.substr(span.begin, span.end - span.begin));
    return result;
}

/// `words` words of prose in lines of at most `width` columns, as mail is wrapped.
std::string wrapped(Random& random, std::size_t words, std::size_t width, const std::string& line_end,
                    const std::string& first = "", const std::string& indent = "") {
    std::string text = first + "Prose";
    std::size_t column = text.size();
    for (std::size_t i = 1; i < words; ++i) {
        const std::string word = wirecopy::testing::word(below(random, 5000));
        if (column + 1 + word.size() > width) {
            text += line_end + indent;
            column = indent.size();
        } else {
            text += " ";
            ++column;
        }
        text += word;
        column += word.size();
    }
    return text + ".";
}

}  // namespace

TEST_CASE("a line is a paragraph, whatever ends it, and a blank one is none") {
    for (const char* end : {"\n", "\r", "\r\n", "\v", "\f", "\u0085", "\u2028", "\u2029"}) {
        CAPTURE(end);
        const std::string text = std::string(end) + " One. Two " + end + "\u200B \t" + end + end + "three" + end;
        CHECK(paragraphs_of(text) == Texts{"One. Two", "three"});
    }
    CHECK(paragraphs_of("").empty());
    CHECK(paragraphs_of(" \n\r\n\u2028").empty());
}

TEST_CASE("a text without a line end is one paragraph, however long") {
    Random random(1);
    const std::string text = wrapped(random, 3000, 1'000'000, "\n");
    CHECK(paragraphs_of(text) == Texts{text});
}

TEST_CASE("wrapped paragraphs between blank lines are joined, at any width and with any line end") {
    Random random(2);
    for (const std::size_t width : {45U, 60U, 72U, 80U, 100U}) {
        for (const char* end : {"\n", "\r", "\r\n", "\u2028"}) {
            CAPTURE(width);
            Texts expected = {"A HEADLINE", "By Ann Moor"};
            for (int i = 0; i < 5; ++i) expected.push_back(wrapped(random, 60 + below(random, 40), width, end));
            std::string text;
            for (const std::string& paragraph : expected) text += paragraph + end + end;
            CHECK(paragraphs_of(text) == expected);
            CHECK(paragraphs_of(text, ParagraphRules::lines).size() > expected.size());
        }
    }
}

TEST_CASE("in wrapped text a line set in, an item or a short line begins or ends a paragraph") {
    Random random(3);
    const Texts expected = {
        wrapped(random, 60, 72, "\n"),
        "A short line:",
        wrapped(random, 40, 72, "\n", "- ", "  "),
        wrapped(random, 40, 72, "\n", "2. ", "   "),
        wrapped(random, 60, 72, "\n"),
    };
    std::string text;
    for (const std::string& paragraph : expected) text += (text.empty() ? "" : "\n\n") + paragraph;
    CHECK(paragraphs_of(text) == expected);

    const std::string first = wrapped(random, 60, 72, "\n");
    const std::string second = wrapped(random, 60, 72, "\n");
    CHECK(paragraphs_of("    " + first + "\n    " + second) == Texts{first, second});
}

TEST_CASE("text wrapped in double spacing is joined too") {
    Random random(4);
    std::string text = wrapped(random, 200, 70, "\n\n");
    CHECK(paragraphs_of(text) == Texts{text});
}

TEST_CASE("lines that were not wrapped stay apart") {
    Random random(5);
    for (int round = 0; round < 50; ++round) {
        CAPTURE(round);
        Texts lines;  // each a paragraph: long ones, or short ones of any length
        for (int i = 0; i < 20; ++i) {
            const std::size_t words = round % 2 == 0 ? 4 + below(random, 9) : 30 + below(random, 40);
            std::string line = wirecopy::testing::random_words(random, words, 5000);
            line.front() = 'A';
            lines.push_back(line + (round % 3 == 0 ? "." : ""));
        }
        std::string text;
        for (const std::string& line : lines) text += line + (round % 5 == 0 ? "\n\n" : "\n");
        CHECK(paragraphs_of(text) == lines);
    }
    const std::string verse =
        "the sea was calm\nand the night was long\nand nobody sang\nin the town of Orm\nuntil dawn";
    CHECK(paragraphs_of(verse).size() == 5);
    const std::string links =
        "https://orm.example/a/1\nhttps://orm.example/b/22\nhttps://orm.example/c/3\nhttps://orm.example/d";
    CHECK(paragraphs_of(links).size() == 4);
}

TEST_CASE("paragraphs of random texts come in order, apart, and neither begin nor end with white space") {
    Random random(6);
    for (int round = 0; round < 5'000; ++round) {
        std::string text = wirecopy::testing::random_unicode(random, below(random, 60));
        if (round % 2 == 0) text.push_back(static_cast<char>(below(random, 256)));  // not well-formed
        for (const ParagraphRules rules : {ParagraphRules::reader, ParagraphRules::lines}) {
            std::vector<ByteSpan> spans;
            append_paragraphs(text, rules, spans);
            std::uint32_t last = 0;
            for (const ByteSpan& span : spans) {
                REQUIRE(span.begin >= last);
                REQUIRE(span.begin < span.end);
                last = span.end;
            }
            REQUIRE(last <= text.size());
        }
    }
}
