#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/similar_variants.hpp"

#include "reference/reuse/shared_text.hpp"
#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::collapse;
using wirecopy::reuse::Link;
using wirecopy::reuse::similar_variants;
using wirecopy::reuse::Variants;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::random_words;
using wirecopy::testing::Tokenized;

namespace {

void require_same(const std::vector<Link>& found, const std::vector<Link>& expected) {
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        REQUIRE(found[i].variant_a == expected[i].variant_a);
        REQUIRE(found[i].variant_b == expected[i].variant_b);
        REQUIRE(found[i].jaccard == expected[i].jaccard);
    }
}

/// Paragraphs of which most are an earlier one with a few words changed, cut short or put in front of more words.
std::vector<std::string> related_paragraphs(Random& random, std::size_t count, std::size_t vocabulary) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < count; ++i) {
        std::string text = random_words(random, 1 + below(random, 30), vocabulary);
        if (i > 0 && below(random, 4) != 0) {
            text = texts[below(random, i)];
            for (std::size_t edits = below(random, 4); edits-- > 0;) {
                const std::size_t space = text.find(' ', below(random, text.size()));
                if (space != std::string::npos) text.insert(space, " " + random_words(random, 1, vocabulary));
            }
            if (below(random, 4) == 0) text = text.substr(0, text.find(' ', text.size() / 2));
        }
        texts.push_back(text);
    }
    return texts;
}

}  // namespace

TEST_CASE("links of random paragraphs are those of comparing all pairs, at every threshold") {
    Random random(1);
    for (const std::size_t vocabulary : {2U, 5U, 50U, 5000U}) {
        for (int round = 0; round < 15; ++round) {
            const Tokenized corpus = Tokenized::of(related_paragraphs(random, 40, vocabulary));
            const Variants variants = collapse(corpus.words(), 1);
            for (const double threshold : {1e-300, 1e-10, 0.1, 0.3, 1.0 / 3, 0.5, 0.6, 0.75, 0.9, 1.0}) {
                CAPTURE(vocabulary);
                CAPTURE(threshold);
                auto expected = wirecopy::reference::similar_variants(corpus.words(), variants, threshold);
                require_same(similar_variants(corpus.words(), variants, threshold, {.n_jobs = 1}), expected);
            }
        }
    }
}

TEST_CASE("a pair whose similarity is the threshold itself is linked") {
    // 3-grams: abc bcd cde against abc bcd cdf: 2 of 4.
    const Tokenized corpus = Tokenized::of({"wa wb wc wd we", "wa wb wc wd wf"});
    const Variants variants = collapse(corpus.words(), 1);
    const auto links = similar_variants(corpus.words(), variants, 0.5, {.n_jobs = 1});
    REQUIRE(links.size() == 1);
    CHECK(links[0].jaccard == 0.5);
    CHECK(similar_variants(corpus.words(), variants, std::nextafter(0.5, 1), {.n_jobs = 1}).empty());
}

TEST_CASE("links are the same for any number of threads") {
    Random random(2);
    const Tokenized corpus = Tokenized::of(related_paragraphs(random, 400, 40));
    const Variants variants = collapse(corpus.words(), 1);
    const auto alone = similar_variants(corpus.words(), variants, 0.4, {.n_jobs = 1});
    CHECK(alone.size() > 100);
    for (const int n_jobs : {2, 7}) {
        require_same(similar_variants(corpus.words(), variants, 0.4, {.n_jobs = n_jobs}), alone);
    }
}

TEST_CASE("paragraphs of fewer than three words are linked to none") {
    const Tokenized corpus = Tokenized::of({"one two", "one", "one two three", "one two three four"});
    const Variants variants = collapse(corpus.words(), 1);
    const auto links = similar_variants(corpus.words(), variants, 0.5, {.n_jobs = 1});
    REQUIRE(links.size() == 1);
    CHECK(links[0].variant_a == 2);
    CHECK(links[0].variant_b == 3);
    CHECK(similar_variants({}, collapse({}, 1), 0.5, {.n_jobs = 1}).empty());
}

TEST_CASE("a threshold outside of (0, 1] is an error that tells it") {
    const Variants none = collapse({}, 1);
    for (const double threshold : {0.0, -0.5, 1.0001, std::numeric_limits<double>::quiet_NaN()}) {
        const std::string message = "jaccard is " + std::to_string(threshold) + "; it must be above 0 and at most 1";
        CHECK_THROWS_WITH_AS(similar_variants({}, none, threshold, {.n_jobs = 1}), message.c_str(),
                             std::invalid_argument);
    }
}
