#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/fingerprints.hpp"
#include "wirecopy/reuse/similar_variants.hpp"

#include "reference/reuse/shared_text.hpp"
#include "support/articles.hpp"
#include "support/random_text.hpp"
#include "support/related_paragraphs.hpp"

using wirecopy::reuse::Link;
using wirecopy::reuse::linked_variants;
using wirecopy::reuse::similar_texts;
using wirecopy::reuse::similar_variants;
using wirecopy::reuse::Variants;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::related_paragraphs;
using wirecopy::testing::Tokenized;
using wirecopy::tokens::TokenKey;

namespace {

void require_same(const std::vector<Link>& found, const std::vector<Link>& expected) {
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        REQUIRE(found[i].variant_a == expected[i].variant_a);
        REQUIRE(found[i].variant_b == expected[i].variant_b);
        REQUIRE(found[i].jaccard == expected[i].jaccard);
    }
}

using Texts = std::vector<std::vector<TokenKey>>;

std::vector<Link> similar(const Texts& texts, double jaccard, int n_jobs = 1) {
    const auto keys = [&](std::size_t text, std::vector<TokenKey>&) { return std::span<const TokenKey>(texts[text]); };
    return similar_texts(texts.size(), 1000, keys, jaccard, {.n_jobs = n_jobs});
}

Texts texts_of(const Variants& variants) {
    Texts texts;
    for (std::size_t variant = 0; variant < variants.size(); ++variant) {
        const auto words = variants.words_of(variant);
        texts.emplace_back(words.begin(), words.end());
    }
    return texts;
}

}  // namespace

TEST_CASE("links of random paragraphs are those of comparing all pairs, at every threshold") {
    Random random(1);
    for (const std::size_t vocabulary : {2U, 5U, 50U, 5000U}) {
        for (int round = 0; round < 15; ++round) {
            const Tokenized corpus = Tokenized::of(related_paragraphs(random, 40, vocabulary));
            const Variants variants(corpus.flat(), 1);
            for (const double threshold : {1e-300, 1e-10, 0.1, 0.3, 1.0 / 3, 0.5, 0.6, 0.75, 0.9, 1.0}) {
                CAPTURE(vocabulary);
                CAPTURE(threshold);
                auto expected = wirecopy::reference::similar_texts(texts_of(variants), threshold);
                require_same(similar_variants(variants, threshold, {.n_jobs = 1}), expected);
            }
        }
    }
}

TEST_CASE("a pair whose similarity is the threshold itself is linked") {
    // 3-grams: abc bcd cde against abc bcd cdf: 2 of 4.
    const Tokenized corpus = Tokenized::of({"wa wb wc wd we", "wa wb wc wd wf"});
    const Variants variants(corpus.flat(), 1);
    const auto links = similar_variants(variants, 0.5, {.n_jobs = 1});
    REQUIRE(links.size() == 1);
    CHECK(links[0].jaccard == 0.5);
    CHECK(similar_variants(variants, std::nextafter(0.5, 1), {.n_jobs = 1}).empty());
}

TEST_CASE("links are the same for any number of threads") {
    Random random(2);
    const Tokenized corpus = Tokenized::of(related_paragraphs(random, 400, 40));
    const Variants variants(corpus.flat(), 1);
    const auto alone = similar_variants(variants, 0.4, {.n_jobs = 1});
    CHECK(alone.size() > 100);
    for (const int n_jobs : {2, 7}) {
        require_same(similar_variants(variants, 0.4, {.n_jobs = n_jobs}), alone);
    }
}

TEST_CASE("links are those of comparing all pairs where the hashes of 3-grams agree in most of their bits") {
    // A 3-gram hash puts the three keys at different bits, so that keys of 16 bits leave most of it empty: all 3-grams
    // fall into one partition, and many have the same 24 bits there.
    Random random(3);
    for (int round = 0; round < 20; ++round) {
        Texts documents;
        for (int i = 0; i < 60; ++i) {
            std::vector<TokenKey> keys;
            for (std::size_t word = 3 + below(random, 40); word-- > 0;) keys.push_back(below(random, 40));
            if (i > 0 && i % 3 != 0) {
                keys = documents[below(random, documents.size())];
                keys[below(random, keys.size())] = below(random, 40);
            }
            documents.push_back(keys);
        }
        for (const double threshold : {0.3, 0.5, 0.7, 0.9}) {
            require_same(similar(documents, threshold, 1), wirecopy::reference::similar_texts(documents, threshold));
        }
    }
}

TEST_CASE("texts that are far apart in their partition are linked") {
    // The hash of a 3-gram is its keys, rotated by 21, by 42 and not at all: of two zeros and `far` its highest four
    // bits are set wherever the key stands, of two zeros and a small key none of them. The bits choose the partition.
    constexpr TokenKey far = TokenKey{15} << 60U | TokenKey{15} << 39U | TokenKey{15} << 18U;
    Texts documents = {{0, 0, far, 0, 0, 1}};
    for (TokenKey i = 1; i <= 1000; ++i) documents.push_back({0, 0, i, 0, 0, i << 20U});
    documents.push_back({0, 0, far, 0, 0, 2});
    const auto links = similar(documents, 0.6, 1);  // three of five 3-grams
    REQUIRE(links.size() == 1);
    CHECK(links[0].variant_a == 0);
    CHECK(links[0].variant_b == 1001);
}

TEST_CASE("many texts that share all but a word are all linked") {
    Texts documents;
    for (TokenKey i = 0; i < 300; ++i) {
        std::vector<TokenKey> keys;
        for (TokenKey word = 1; word <= 30; ++word) keys.push_back(word * 0x9E3779B97F4A7C15U);
        keys[i % 30] += i + 1;
        documents.push_back(keys);
    }
    const auto links = similar(documents, 0.5, 2);
    require_same(links, wirecopy::reference::similar_texts(documents, 0.5));
    CHECK(links.size() == 300 * 299 / 2);
}

TEST_CASE("rounds change no link") {
    Random random(5);
    const Tokenized corpus = Tokenized::of(related_paragraphs(random, 400, 40));
    const Texts texts = texts_of(Variants(corpus.flat(), 1));
    const auto keys = [&](std::size_t text, std::vector<TokenKey>&) { return std::span<const TokenKey>(texts[text]); };
    for (const double threshold : {0.3, 0.5}) {
        const auto at_once = similar(texts, threshold);
        CHECK(at_once.size() > 10);
        for (const std::size_t rounds : {2U, 3U, 16U, 1000U}) {
            for (const int n_jobs : {1, 3}) {
                require_same(similar_texts(texts.size(), 1000, keys, threshold, {.n_jobs = n_jobs}, {.rounds = rounds}),
                             at_once);
            }
        }
    }
}

TEST_CASE("of a crowd every variant is linked to the earliest, links grow with it, and all of them are true") {
    Random random(4);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < 600; ++i) {
        std::string text;
        for (std::size_t word = 0; word < 40; ++word) {
            text += wirecopy::testing::word(word == i % 40 ? 1000 + i : word) + " ";
        }
        texts.push_back(text);
    }
    const Tokenized corpus = Tokenized::of(texts);
    const Variants variants(corpus.flat(), 3);
    std::vector<std::uint32_t> rank(texts.size());
    std::iota(rank.begin(), rank.end(), 0U);
    std::shuffle(rank.begin(), rank.end(), random);
    const auto links = linked_variants(variants, rank, 0.5, {}, {.n_jobs = 2});
    CHECK(links.size() < 600 * 60);
    const auto all = similar_variants(variants, 0.5, {.n_jobs = 1});
    std::vector<std::uint32_t> earliest(texts.size(), 600);
    for (const Link& link : links) {
        const auto same = [&](const Link& other) {
            return other.variant_a == link.variant_a && other.variant_b == link.variant_b &&
                   other.jaccard == link.jaccard;
        };
        REQUIRE(std::any_of(all.begin(), all.end(), same));
        earliest[link.variant_a] = std::min(earliest[link.variant_a], rank[link.variant_b]);
        earliest[link.variant_b] = std::min(earliest[link.variant_b], rank[link.variant_a]);
    }
    for (const std::uint32_t one : earliest) CHECK(one <= 1);
    require_same(linked_variants(variants, rank, 0.5, {.words_at_once = 600 * 40 / 2}, {.n_jobs = 1}), links);
}

TEST_CASE("paragraphs of fewer than three words are linked to none") {
    const Tokenized corpus = Tokenized::of({"one two", "one", "one two three", "one two three four"});
    const Variants variants(corpus.flat(), 1);
    const auto links = similar_variants(variants, 0.5, {.n_jobs = 1});
    REQUIRE(links.size() == 1);
    CHECK(links[0].variant_a == 2);
    CHECK(links[0].variant_b == 3);
    CHECK(similar({}, 0.5).empty());
}

TEST_CASE("a threshold outside of (0, 1] is an error that tells it") {
    for (const double threshold : {0.0, -0.5, 1.0001, std::numeric_limits<double>::quiet_NaN()}) {
        const std::string message = "jaccard is " + std::to_string(threshold) + "; it must be above 0 and at most 1";
        CHECK_THROWS_WITH_AS(similar({}, threshold), message.c_str(), std::invalid_argument);
    }
}
