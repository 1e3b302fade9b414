#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/meetings.hpp"
#include "wirecopy/reuse/passages.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::Crowds;
using wirecopy::reuse::Meeting;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::Tokenized;
using wirecopy::testing::word;

namespace {

constexpr std::size_t kVocabulary = 100000;

std::vector<Meeting> meetings(const Tokenized& corpus, std::uint32_t min_words = 12, int n_jobs = 1) {
    const std::vector<bool> credits(corpus.words().size(), false);
    const auto found =
        find_meetings(corpus.flat(), Crowds(corpus.corpus(), credits),
                      wirecopy::reuse::Variants(corpus.flat(), min_words), min_words, {.n_jobs = n_jobs});
    return {found.places.begin(), found.places.end()};
}

using Words = std::vector<std::string>;

Words random_words(Random& random, std::size_t count) {
    Words words;
    for (std::size_t i = 0; i < count; ++i) words.push_back(word(below(random, kVocabulary)));
    return words;
}

/// Of every word `one_in` a hundred edited: three fifths replaced, one fifth left out, one with a word put in.
Words edited(Random& random, const Words& words, std::size_t one_in_hundred) {
    Words result;
    for (const std::string& one : words) {
        if (below(random, 100) >= one_in_hundred) {
            result.push_back(one);
            continue;
        }
        const std::size_t kind = below(random, 5);
        if (kind < 3) result.push_back(word(below(random, kVocabulary)));
        if (kind == 3) {
            result.push_back(one);
            result.push_back(word(below(random, kVocabulary)));
        }
    }
    return result;
}

std::string joined(const Words& before, const Words& words, const Words& after) {
    std::string text;
    for (const Words* part : {&before, &words, &after}) {
        for (const std::string& one : *part) text += one + " ";
    }
    return text;
}

/// How many of the planted copies, a third of their words edited, are found as a passage over half of them.
double recall(Random& random, std::size_t size, std::size_t count) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < count; ++i) {
        const Words copied = random_words(random, size);
        for (const Words& words : {copied, edited(random, copied, 30)}) {
            texts.push_back(joined(random_words(random, 100), words, random_words(random, 100)));
        }
    }
    const Tokenized corpus = Tokenized::of(texts);
    const std::vector<bool> credits(texts.size(), false);
    const auto passages =
        find_passages(corpus.corpus(), corpus.flat(), corpus.no_boilerplate(), meetings(corpus), 12, {.n_jobs = 1});
    std::vector<bool> found(count, false);
    for (const auto& passage : passages) {
        REQUIRE(passage.document_a / 2 == passage.document_b / 2);  // nothing else is shared
        if (passage.a.size() >= size / 2) found[passage.document_a / 2] = true;
    }
    return static_cast<double>(std::count(found.begin(), found.end(), true)) / static_cast<double>(count);
}

}  // namespace

TEST_CASE("text with three of ten words edited is found, and nothing that is not there") {
    Random random(1);
    CHECK(recall(random, 40, 1000) >= 0.95);
    CHECK(recall(random, 80, 1000) >= 0.999);
}

TEST_CASE("meetings are sorted, none twice, at words that are equal, for any number of threads") {
    Random random(2);
    std::vector<std::string> texts;
    for (int i = 0; i < 100; ++i) texts.push_back(wirecopy::testing::random_words(random, 10 + below(random, 60), 4));
    const Tokenized corpus = Tokenized::of(texts);
    const std::vector<Meeting> found = meetings(corpus, 6);
    REQUIRE(found.size() > 100);
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (i > 0) REQUIRE(found[i - 1] < found[i]);
        REQUIRE(found[i].document_a <= found[i].document_b);
        REQUIRE(corpus.words()[found[i].document_a].key[found[i].a] ==
                corpus.words()[found[i].document_b].key[found[i].b]);
        if (found[i].document_a == found[i].document_b) REQUIRE(found[i].a < found[i].b);
    }
    CHECK(meetings(corpus, 6, 2) == found);
    CHECK(meetings(corpus, 6, 7) == found);
}

TEST_CASE("a long run is met in few places, and no documents meet nowhere") {
    Random random(3);
    const std::string text = wirecopy::testing::random_words(random, 20000, kVocabulary);
    CHECK(meetings(Tokenized::of({text, text})).size() < 100);
    CHECK(meetings(Tokenized::of(std::vector<std::string>{})).empty());
    CHECK(meetings(Tokenized::of({"", "one two three"})).empty());
}

TEST_CASE("six quoted words meet, unquoted ones do not") {
    Random random(4);
    const std::string said = wirecopy::testing::random_words(random, 6, kVocabulary);
    const auto pair = [&](const std::string& open, const std::string& close) {
        const auto around = [&] { return wirecopy::testing::random_words(random, 30, kVocabulary); };
        return Tokenized::of({around() + " " + open + said + close + " " + around(),
                              around() + " " + open + said + close + " " + around()});
    };
    CHECK(meetings(pair("“", "”")) == std::vector<Meeting>{{0, 1, 30, 30}});
    CHECK(meetings(pair("", "")).empty());
}
