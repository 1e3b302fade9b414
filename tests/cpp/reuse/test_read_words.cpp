#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/read_words.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::DocumentWords;
using wirecopy::reuse::FlatWords;
using wirecopy::reuse::read_words;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::Tokenized;

namespace {

void require_same(const FlatWords& found, const FlatWords& expected) {
    REQUIRE(found.documents() == expected.documents());
    REQUIRE(found.size() == expected.size());
    for (std::uint32_t place = 0; place < found.size(); ++place) REQUIRE(*found.at(place) == *expected.at(place));
    for (std::size_t d = 0; d < found.documents(); ++d) {
        REQUIRE(found.begin(d) == expected.begin(d));
        REQUIRE(found[d].paragraphs() == expected[d].paragraphs());
        for (std::uint32_t word = 0; word < found[d].size(); ++word) {
            REQUIRE(found[d].quotation(word) == expected[d].quotation(word));
            REQUIRE(found[d].paragraph_of(word) == expected[d].paragraph_of(word));
        }
        for (std::uint32_t p = 0; p < found[d].paragraphs(); ++p) {
            REQUIRE(found[d].content_hash(p) == expected[d].content_hash(p));
        }
    }
}

}  // namespace

TEST_CASE("words read from texts or from tokens are those of each document, for any number of threads") {
    Random random(2);
    std::vector<std::string> texts = {"", "“One two", ""};
    for (int i = 0; i < 200; ++i) {
        const bool is_long = i % 50 == 0;  // longer than what a thread takes at a time
        texts.push_back(i % 2 == 0 ? wirecopy::testing::random_unicode(random, below(random, 400))
                                   : wirecopy::testing::random_words(random, is_long ? 40000 : 300, 5000));
    }
    for (const std::size_t batch_size : {7U, 1000U}) {
        const Tokenized corpus(wirecopy::testing::articles_of(texts), batch_size);
        for (const int n_jobs : {1, 2, 7}) {
            for (const auto* tokens : {&corpus.tokens(), static_cast<const wirecopy::tokens::Tokens*>(nullptr)}) {
                std::mutex mutex;
                std::set<std::size_t> visited;
                const auto visit = [&](std::size_t d, const DocumentWords& words,
                                       const wirecopy::tokens::TokenView& view) {
                    const std::lock_guard lock(mutex);
                    REQUIRE(visited.insert(d).second);
                    REQUIRE(words.key == corpus.words()[d].key);
                    REQUIRE(view.size() == corpus.tokens()[d].size());
                };
                require_same(read_words(corpus.corpus(), tokens, visit, {.n_jobs = n_jobs}), corpus.flat());
                REQUIRE(visited.size() == texts.size());
            }
        }
    }
}
