#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/word_diff.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::Change;
using wirecopy::reuse::ChangeKind;
using wirecopy::reuse::word_diff;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::random_words;
using wirecopy::testing::Tokenized;

namespace {

/// "was>is" for each change, with its kind where it is not `words`.
std::vector<std::string> changes(const std::string& a, const std::string& b) {
    std::vector<std::string> result;
    for (const Change& change : word_diff(a, b)) {
        std::string one = a.substr(change.a.begin, change.a.end - change.a.begin) + ">" +
                          b.substr(change.b.begin, change.b.end - change.b.begin);
        if (change.kind == ChangeKind::number) one += " (number)";
        if (change.kind == ChangeKind::name) one += " (name)";
        result.push_back(one);
    }
    return result;
}

using Changes = std::vector<std::string>;

/// The keys of a text without the bytes of one side of the changes.
std::vector<wirecopy::tokens::TokenKey> unchanged(const std::string& text, const std::vector<Change>& list, bool is_a) {
    const Tokenized corpus = Tokenized::of({text});
    const auto& words = corpus.words()[0];
    std::vector<wirecopy::tokens::TokenKey> keys;
    for (std::size_t word = 0; word < words.size(); ++word) {
        bool changed = false;
        for (const Change& change : list) {
            const auto span = is_a ? change.a : change.b;
            changed = changed || (words.span[word].begin >= span.begin && words.span[word].end <= span.end);
        }
        if (!changed) keys.push_back(words.key[word]);
    }
    return keys;
}

}  // namespace

TEST_CASE("words that were changed, put in or left out are told, in order") {
    CHECK(changes("the river rose fast", "the river fell fast") == Changes{"rose>fell"});
    CHECK(changes("the river rose", "the big old river rose") == Changes{">big old"});
    CHECK(changes("the big river rose", "the river rose") == Changes{"big>"});
    CHECK(changes("one two three four", "zero two three five") == Changes{"one>zero", "four>five"});
    CHECK(changes("one two", "") == Changes{"one two>"});
    CHECK(changes("", "one two") == Changes{">one two"});
    CHECK(changes("", "").empty());
}

TEST_CASE("case, quotes, dashes, punctuation and white space are no change") {
    CHECK(changes("“It’s one,” he said – twice.", "\"it's  ONE\" He said - twice").empty());
    CHECK(changes("one\ntwo", "one two").empty());
}

TEST_CASE("a change with a number on one side is a number's, of capitals on both sides a name's") {
    CHECK(changes("some 30 boats", "some 40 boats") == Changes{"30>40 (number)"});
    CHECK(changes("some thirty boats", "some 40 boats") == Changes{"thirty>40 (number)"});
    CHECK(changes("some boats", "some 40 boats") == Changes{">40 (number)"});
    CHECK(changes("said Anna Berg today", "said Maria Stein today") == Changes{"Anna Berg>Maria Stein (name)"});
    CHECK(changes("said Anna today", "said she today") == Changes{"Anna>she"});
    CHECK(changes("said Anna today", "said today") == Changes{"Anna>"});
    CHECK(changes("said Ärne today", "said Øyvind today") == Changes{"Ärne>Øyvind (name)"});
    CHECK(changes("said Anna, 30, today", "said Maria, 40, today") == Changes{"Anna, 30>Maria, 40 (number)"});
}

TEST_CASE("where words are missing on one side, the place after the word before is given") {
    const auto at_begin = word_diff("two", "one two");
    REQUIRE(at_begin.size() == 1);
    CHECK(at_begin[0].a == wirecopy::tokens::ByteSpan{0, 0});
    const auto inside = word_diff("one, three", "one, two, three");
    REQUIRE(inside.size() == 1);
    CHECK(inside[0].a == wirecopy::tokens::ByteSpan{3, 3});
    CHECK(inside[0].b == wirecopy::tokens::ByteSpan{5, 8});
}

TEST_CASE("outside of its changes two random texts have the same words, and changes follow each other") {
    Random random(1);
    for (int round = 0; round < 300; ++round) {
        const std::string a = random_words(random, below(random, 30), 6);
        const std::string b = random_words(random, below(random, 30), 6);
        CAPTURE(a);
        CAPTURE(b);
        const auto list = word_diff(a, b);
        REQUIRE(unchanged(a, list, true) == unchanged(b, list, false));
        for (std::size_t i = 0; i < list.size(); ++i) {
            REQUIRE((list[i].a.begin < list[i].a.end || list[i].b.begin < list[i].b.end));
            if (i == 0) continue;
            REQUIRE(list[i - 1].a.end < list[i].a.end);
            REQUIRE(list[i - 1].b.end < list[i].b.end);
            REQUIRE(list[i - 1].a.end <= list[i].a.begin);
            REQUIRE(list[i - 1].b.end <= list[i].b.begin);
        }
        const auto turned = word_diff(b, a);
        REQUIRE(turned.empty() == list.empty());
    }
}

TEST_CASE("long texts that differ in few places give those places") {
    Random random(2);
    const std::string a = random_words(random, 6000, 1U << 30U);
    const std::string b = "Zero " + a.substr(0, 20000) + " 17 " + a.substr(20000) + " end";
    CHECK(changes(a, a).empty());
    CHECK(word_diff(a, b).size() <= 4);
    CHECK(changes(a, b).front() == ">Zero");
    CHECK(changes(a, b).back() == ">end");
}
