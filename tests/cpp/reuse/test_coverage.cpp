#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/coverage.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::Link;
using wirecopy::reuse::Variants;
using wirecopy::testing::Random;
using wirecopy::testing::random_words;
using wirecopy::testing::Tokenized;

namespace {

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Documents of one paragraph, each with a passage to the last one.
struct Lines {
    explicit Lines(const std::vector<std::string>& texts) : corpus(Tokenized::of(texts)), variants(corpus.flat(), 12) {
        const auto last = static_cast<std::uint32_t>(texts.size() - 1);
        for (std::uint32_t d = 0; d < last; ++d) {
            const auto own = static_cast<std::uint32_t>(corpus.flat()[d].size());
            passages.push_back({0, d, last, {0, own}, {0, own}, {}, {}});
        }
    }

    std::vector<Link> links(const wirecopy::parallel::Control& control, std::vector<Link> known = {}) const {
        return with_shortened(variants, passages, std::move(known), 0.5, control);
    }

    Tokenized corpus;
    Variants variants;
    std::vector<wirecopy::reuse::Passage> passages;
};

Pairs pairs_of(const std::vector<Link>& links) {
    Pairs pairs;
    for (const Link& link : links) pairs.emplace_back(link.variant_a, link.variant_b);
    return pairs;
}

/// Paragraphs of 40 words, and one that begins with the first and goes on to `words`.
std::vector<std::string> forms_of(std::size_t count, std::size_t words) {
    Random random(5);
    std::vector<std::string> texts;
    const std::string text = random_words(random, 40, 100000);
    for (std::size_t i = 0; i < count; ++i)
        texts.push_back(text + (i == 0 ? "" : " " + random_words(random, 3, 100000)));
    texts.push_back(text + " " + random_words(random, words - 40, 100000));
    return texts;
}

}  // namespace

TEST_CASE("a paragraph is a shortened form of one that holds it, up to four times as many 3-grams") {
    CHECK(pairs_of(Lines(forms_of(2, 150)).links({.n_jobs = 1})) == Pairs{{0, 2}, {1, 2}});
    // Paragraphs of 40 and 43 words have 38 and 41 3-grams, 4 * 38 + 2 = 154.
    CHECK(pairs_of(Lines(forms_of(2, 154)).links({.n_jobs = 1})) == Pairs{{0, 2}, {1, 2}});
    CHECK(pairs_of(Lines(forms_of(2, 155)).links({.n_jobs = 1})) == Pairs{{1, 2}});
    CHECK(pairs_of(Lines(forms_of(2, 167)).links({.n_jobs = 1})).empty());
}

TEST_CASE("shortened forms join links that are known, which stay as they are, on any number of threads") {
    const Lines lines(forms_of(200, 120));
    std::vector<Link> known{{0, 1, 0.9}, {7, 200, 0.75}};
    const std::vector<Link> links = lines.links({.n_jobs = 1}, known);
    Pairs expected{{0, 1}};
    for (std::uint32_t variant = 0; variant < 200; ++variant) expected.emplace_back(variant, 200);
    CHECK(pairs_of(links) == expected);
    CHECK(links[8].jaccard == 0.75);
    CHECK(pairs_of(lines.links({.n_jobs = 2}, known)) == expected);
}

TEST_CASE("the search for shortened forms stops when it is told to") {
    const Lines lines(forms_of(20, 120));
    const auto stop = [](std::size_t, std::size_t) { throw std::runtime_error("stop"); };
    CHECK_THROWS_WITH(lines.links({.n_jobs = 1, .checkpoint = stop}), "stop");
}
