#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/find_reuse.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::Context;
using wirecopy::reuse::find_reuse;
using wirecopy::testing::Random;
using wirecopy::testing::random_words;
using wirecopy::testing::Tokenized;

namespace {

constexpr std::size_t kVocabulary = 100000;

std::size_t quotations(const std::vector<std::string>& texts) {
    const Tokenized corpus = Tokenized::of(texts);
    std::size_t count = 0;
    for (const auto& passage : find_reuse(corpus.corpus(), &corpus.tokens(), {}, {.n_jobs = 1}).passages) {
        count += passage.context == Context::quotation && passage.document_a + passage.document_b == 1 ? 1 : 0;
    }
    return count;
}

}  // namespace

TEST_CASE("six quoted words are a passage until two others that share nothing else write them unquoted") {
    Random random(1);
    const auto some = [&] { return random_words(random, 30, kVocabulary); };
    const std::string phrase = random_words(random, 6, kVocabulary);
    const std::vector<std::string> quoting = {some() + " \"" + phrase + "\" " + some(),
                                              some() + " \"" + phrase + "\" " + some()};
    std::vector<std::string> texts = quoting;
    CHECK(quotations(texts) == 1);
    texts.push_back(some() + " " + phrase + " " + some());
    CHECK(quotations(texts) == 1);
    texts.push_back(some() + " " + phrase + " " + some());
    CHECK(quotations(texts) == 0);
    texts = quoting;
    for (int i = 0; i < 4; ++i) texts.push_back(some() + " \"" + phrase + "\" " + some());
    CHECK(quotations(texts) == 1);
    // Who shares more with one that quotes reports on the same.
    texts = quoting;
    for (int i = 0; i < 4; ++i) texts.push_back(quoting[0].substr(0, quoting[0].find('"')) + some() + " " + phrase);
    CHECK(quotations(texts) == 1);
    // Of a longer quotation all must be common.
    const std::string longer = phrase + " " + random_words(random, 3, kVocabulary);
    texts = {some() + " \"" + longer + "\" " + some(), some() + " \"" + longer + "\" " + some()};
    for (int i = 0; i < 4; ++i) texts.push_back(some() + " " + phrase + " " + some());
    CHECK(quotations(texts) == 1);
}
