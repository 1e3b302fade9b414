#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/similar_paragraphs.hpp"

#include "reference/reuse/similar_paragraphs.hpp"
#include "support/articles.hpp"
#include "support/random_text.hpp"
#include "support/related_paragraphs.hpp"

using wirecopy::reuse::content_hash;
using wirecopy::reuse::similar_paragraphs;
using wirecopy::reuse::SimilarParagraphs;
using wirecopy::testing::Article;
using wirecopy::testing::articles_of;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::random_words;
using wirecopy::testing::related_paragraphs;
using wirecopy::testing::Tokenized;

namespace {

constexpr double kThresholds[] = {0.3, 0.5, 0.7, 0.9};

void require_same(const SimilarParagraphs& found, const SimilarParagraphs& expected) {
    REQUIRE(found.variant == expected.variant);
    REQUIRE(found.document == expected.document);
    REQUIRE(found.begin == expected.begin);
    REQUIRE(found.end == expected.end);
    REQUIRE(found.links.size() == expected.links.size());
    for (std::size_t i = 0; i < found.links.size(); ++i) {
        REQUIRE(found.links[i].variant_a == expected.links[i].variant_a);
        REQUIRE(found.links[i].variant_b == expected.links[i].variant_b);
        REQUIRE(found.links[i].jaccard == expected.links[i].jaccard);
    }
}

/// Documents of some related paragraphs each, verbatim copies among them.
std::vector<Article> related_articles(Random& random, std::size_t documents, std::size_t vocabulary) {
    const auto paragraphs = related_paragraphs(random, documents * 3, vocabulary);
    std::vector<std::string> texts(documents);
    for (std::size_t i = 0; i < paragraphs.size(); ++i) {
        texts[below(random, documents)] += paragraphs[i] + "\n";
        if (below(random, 4) == 0) texts[below(random, documents)] += "\n" + paragraphs[below(random, i + 1)] + ".\n";
    }
    return articles_of(texts);
}

SimilarParagraphs found_in(const Tokenized& corpus, double jaccard, std::size_t min_words, int n_jobs = 1) {
    return similar_paragraphs(corpus.corpus(), nullptr, jaccard, min_words, {.n_jobs = n_jobs});
}

}  // namespace

TEST_CASE("similar paragraphs of random documents are those of comparing all, from texts and from tokens") {
    Random random(1);
    for (const std::size_t vocabulary : {3U, 40U, 3000U}) {
        for (int round = 0; round < 8; ++round) {
            const Tokenized corpus(related_articles(random, 15, vocabulary));
            for (const double jaccard : kThresholds) {
                const std::size_t min_words = 3 + below(random, 8);
                const auto expected = wirecopy::reference::similar_paragraphs(corpus, jaccard, min_words);
                require_same(found_in(corpus, jaccard, min_words), expected);
                require_same(similar_paragraphs(corpus.corpus(), &corpus.tokens(), jaccard, min_words, {.n_jobs = 1}),
                             expected);
            }
        }
    }
}

TEST_CASE("similar paragraphs are the same for any number of threads, any batches and any order of documents") {
    Random random(2);
    std::vector<Article> articles = related_articles(random, 900, 60);
    const SimilarParagraphs alone = found_in(Tokenized(articles), 0.5, 8);
    CHECK(alone.links.size() > 300);
    CHECK(alone.variants() < alone.paragraphs());
    for (const int n_jobs : {2, 7}) {
        const SimilarParagraphs found = found_in(Tokenized(articles), 0.5, 8, n_jobs);
        require_same(found, alone);
        CHECK(found.variant_id == alone.variant_id);
    }
    std::reverse(articles.begin(), articles.end());
    for (const std::size_t batch_size : {1U, 7U, 900U}) {
        const SimilarParagraphs found = found_in(Tokenized(articles, batch_size), 0.5, 8);
        require_same(found, alone);
        CHECK(found.variant_id == alone.variant_id);
    }
}

TEST_CASE("a variant's id is the hash of its words") {
    const Tokenized corpus = Tokenized::of({"Seven words, one\nof the second", "“one two three”\n of the SECOND."});
    const SimilarParagraphs found = found_in(corpus, 0.5, 3);
    REQUIRE(found.variants() == 3);
    CHECK(found.variant == std::vector<std::uint32_t>{0, 1, 2, 1});
    const auto& words = corpus.words()[1];
    CHECK(found.variant_id[1] == content_hash(words.keys(words.paragraph[1])));
    CHECK(corpus.corpus().text(1).substr(found.begin[3], found.end[3] - found.begin[3]) == "of the SECOND.");
}

TEST_CASE("paragraphs of more than 65,535 words are compared as any other") {
    Random random(3);
    const std::string text = random_words(random, 70'000, 50'000);
    std::string edited = text;
    edited.insert(edited.find(' ', edited.size() / 2), " " + random_words(random, 1'000, 50'000));
    const Tokenized corpus = Tokenized::of({text, random_words(random, 70'000, 50'000), edited, text + "\n" + text});
    for (const double jaccard : kThresholds) {
        require_same(found_in(corpus, jaccard, 20), wirecopy::reference::similar_paragraphs(corpus, jaccard, 20));
    }
    CHECK(found_in(corpus, 0.9, 20).links.size() == 1);
}

TEST_CASE("paragraphs of thousands of words that repeat themselves are compared as sets") {
    Random random(4);
    std::vector<std::string> texts;
    for (const std::size_t words : {1'500U, 2'049U, 2'051U, 4'100U, 5'000U}) {
        texts.push_back(random_words(random, words, 12));
        texts.push_back(texts.back() + " " + random_words(random, 40, 1'000));
    }
    const Tokenized corpus = Tokenized::of(texts);
    for (const double jaccard : kThresholds) {
        require_same(found_in(corpus, jaccard, 20), wirecopy::reference::similar_paragraphs(corpus, jaccard, 20));
    }
}

TEST_CASE("texts that repeat a 3-gram a million times are compared as sets of one") {
    std::string text;
    for (int i = 0; i < 1'000'000; ++i) text += "ha ";
    const Tokenized corpus = Tokenized::of({text, text + "ho", text + "ha", text + "ha\n" + text});
    const SimilarParagraphs found = found_in(corpus, 0.5, 20);
    // One and two 3-grams, and one again: ha ha ha and ha ha ho.
    CHECK(found.variant == std::vector<std::uint32_t>{0, 1, 2, 2, 0});
    REQUIRE(found.links.size() == 3);
    CHECK(found.links[0].jaccard == 0.5);
    CHECK(found.links[1].jaccard == 1);
    CHECK(found.links[2].jaccard == 0.5);
}

TEST_CASE("corpora without paragraphs have nothing similar") {
    CHECK(found_in(Tokenized::of({}), 0.5, 3).paragraphs() == 0);
    CHECK(found_in(Tokenized::of({"", "one two", "\n\n"}), 0.5, 3).paragraphs() == 0);
    const SimilarParagraphs one = found_in(Tokenized::of({"one two three"}), 0.5, 3);
    CHECK(one.paragraphs() == 1);
    CHECK(one.links.empty());
}

TEST_CASE("a threshold or a number of words that makes no sense is an error that tells it") {
    const Tokenized corpus = Tokenized::of({"one two three"});
    CHECK_THROWS_WITH_AS(found_in(corpus, 1.5, 3), "jaccard is 1.500000; it must be above 0 and at most 1",
                         std::invalid_argument);
    CHECK_THROWS_WITH_AS(found_in(corpus, 0.5, 2),
                         "min_words is 2; it must be at least 3, since texts are compared by word 3-grams",
                         std::invalid_argument);
}
