#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/quotations.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::PlacedMark;
using wirecopy::reuse::quotations;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::Tokenized;

namespace {

using Texts = std::vector<std::string>;

/// The words of each quotation of a text, in the order of their numbers, one space between two.
Texts quoted(const std::string& text) {
    const Tokenized corpus = Tokenized::of({text});
    const auto& words = corpus.words()[0];
    std::map<std::uint32_t, std::string> result;
    for (std::uint32_t word = 0; word < words.size(); ++word) {
        if (words.quotation[word] == 0) continue;
        std::string& quotation = result[words.quotation[word]];
        quotation += (quotation.empty() ? "" : " ") + read(corpus, 0, {word, word + 1});
    }
    Texts texts;
    for (auto& [number, words_of_it] : result) texts.push_back(std::move(words_of_it));
    return texts;
}

std::string straightened(std::string text) {
    const std::array<std::pair<std::string, std::string>, 4> marks = {
        {{"“", "\""}, {"”", "\""}, {"‘", "'"}, {"’", "'"}}};
    for (const auto& [curly, straight] : marks) {
        for (std::size_t at = text.find(curly); at != std::string::npos; at = text.find(curly)) {
            text.replace(at, curly.size(), straight);
        }
    }
    return text;
}

}  // namespace

TEST_CASE("what stands between marks is quoted, whatever the marks") {
    const std::vector<std::pair<std::string, Texts>> cases = {
        {"He said \"one two\" and left.", {"one two"}},
        {"He said “one two” and left.", {"one two"}},
        {"He said 'one two' and left.", {"one two"}},
        {"He said ‘one two’ and left.", {"one two"}},
        {"Er sagte „eins zwei“ und ging.", {"eins zwei"}},
        {"Er sagte »eins zwei« und ging.", {"eins zwei"}},
        {"Il dit « un deux » et partit.", {"un deux"}},
        {"Il dit «un deux» et partit.", {"un deux"}},
        {"彼は「一 二」 before", {"一 二"}},
        {"彼は『一 二』 before", {"一 二"}},
        {"彼は｢一 二｣ before", {"一 二"}},
        {"彼は〝一 二〟 before", {"一 二"}},
        {"Er sagte ‚eins zwei‘ und ging.", {"eins zwei"}},
        {"Il dit ‹un deux› et partit.", {"un deux"}},
        {"Powiedział ”raz dwa” i wyszedł.", {"raz dwa"}},
        {"Он сказал «раз два» и ушёл.", {"раз два"}},
        {"\"One,\" he said, \"two three.\"", {"One", "two three"}},
        {"“One,” he said. “Two.” Then: “Three!”", {"One", "Two", "Three"}},
        {"(\"one two\")", {"one two"}},
        {"He said—“one two”—and left.", {"one two"}},
        {"“One two.”", {"One two"}},
        {"no marks at all", {}},
        {"", {}},
    };
    for (const auto& [text, expected] : cases) {
        CAPTURE(text);
        CHECK(quoted(text) == expected);
    }
}

TEST_CASE("apostrophes quote nothing") {
    for (const char* text :
         {"It's the dogs' bone, isn't it?", "It’s the dogs’ bone, isn’t it?", "The '90s were o'clock", "rock 'n roll",
          "the workers' and the owners' views", "Die '68er", "5'10 tall and 6' wide"}) {
        CAPTURE(text);
        CHECK(quoted(text).empty());
    }
}

TEST_CASE("an apostrophe inside a quotation does not end it") {
    CHECK(quoted("He said “it’s one o’clock” and left.") == Texts{"it’s one o’clock"});
    CHECK(quoted("He said \"it's one o'clock\" and left.") == Texts{"it's one o'clock"});
}

TEST_CASE("a double mark that never closes quotes to the end of its paragraph, a single one nothing") {
    CHECK(quoted("He said: “one two.\nThree four.") == Texts{"one two"});
    CHECK(quoted("He said: \"one two.\nThree four.") == Texts{"one two"});
    CHECK(quoted("Er sagte: „eins zwei.\nDrei.") == Texts{"eins zwei"});
    CHECK(quoted("「一 二\n三") == Texts{"一 二"});
    CHECK(quoted("He said: ‘one two.\nThree four.").empty());
    CHECK(quoted("He said: 'one two.\nThree four.").empty());
}

TEST_CASE("a mark that only closes opens nothing") {
    CHECK(quoted("one two” three four").empty());
    CHECK(quoted("one two\" three four").empty());
    CHECK(quoted("一 二」 three four").empty());
}

TEST_CASE("inches are no quotations") {
    CHECK(quoted("a 15\" screen and a 17\" screen").empty());
}

TEST_CASE("curly marks turned straight quote the same words") {
    Random random(1);
    constexpr std::array kPieces = {"“", "”", "‘", "’", "one", "two", "three", "it’s",
                                    ",", ".", "—", " ", " ",   " ",   "\n"};
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        std::string before;
        for (std::size_t i = below(random, 25); i-- > 0;) {
            // Two straight marks in a row are one token, which says something else than two curly ones.
            const std::string piece = kPieces[below(random, kPieces.size())];
            const std::string shape = straightened(piece);
            if (shape == before && (shape == "'" || shape == "\"")) continue;
            text += piece;
            before = shape;
        }
        CAPTURE(text);
        const Tokenized curly = Tokenized::of({text});
        const Tokenized straight = Tokenized::of({straightened(text)});
        REQUIRE(curly.words()[0].quotation == straight.words()[0].quotation);
    }
}

TEST_CASE("numbers count up from the first one given, and the marks themselves are outside") {
    const Tokenized corpus = Tokenized::of({"a “b” c “d e”"});
    const auto view = corpus.tokens()[0];
    const std::string_view text = corpus.corpus().text(0);
    const std::vector<PlacedMark> marks{{1, 1}, {3, 2}, {5, 3}, {8, 5}};
    std::vector<std::uint32_t> number(5, 0);
    CHECK(quotations(view, text, marks, 7, number) == 9);
    CHECK(number == std::vector<std::uint32_t>{0, 7, 0, 8, 8});
    number.assign(5, 0);
    CHECK(quotations(view, text, std::span(marks).last(2), 1, number) == 2);
    CHECK(number == std::vector<std::uint32_t>{0, 0, 0, 1, 1});
    CHECK(quotations(view, text, {}, 1, number) == 1);
}
