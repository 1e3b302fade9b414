#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/flat_words.hpp"

#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::FlatWords;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::testing::Tokenized;

TEST_CASE("flat words are those of the documents, quoted where they are, and every place is of its document") {
    Random random(1);
    std::vector<std::string> texts = {"", "one “two three” four", ""};
    for (int i = 0; i < 50; ++i) texts.push_back(wirecopy::testing::random_words(random, below(random, 200), 50));
    for (int i = 0; i < 50; ++i) texts.push_back(wirecopy::testing::random_unicode(random, 200));
    texts.emplace_back("one\n“two\n\n‘three’ four” five\nsix");
    texts.emplace_back();
    const Tokenized corpus = Tokenized::of(texts);
    const FlatWords& flat = corpus.flat();
    REQUIRE(flat.documents() == texts.size());
    for (std::uint32_t d = 0; d < texts.size(); ++d) {
        REQUIRE(flat.words(d).size() == corpus.words()[d].size());
        for (std::uint32_t word = 0; word < corpus.words()[d].size(); ++word) {
            const FlatWords::Place place = flat.begin(d) + word;
            REQUIRE(*flat.at(place) == (corpus.words()[d].key[word] >> 32U | 1U));
            REQUIRE(flat.quoted(place) == (corpus.words()[d].quotation[word] != 0));
            REQUIRE(flat.quotation(place) == corpus.words()[d].quotation[word]);
            REQUIRE(flat[d].paragraph_of(word) == corpus.words()[d].paragraph_of(word));
            REQUIRE(flat.document_of(place) == d);
            const auto around = [&](std::uint32_t one) {
                return std::pair(corpus.words()[d].paragraph_of(one), corpus.words()[d].quotation[one]);
            };
            const wirecopy::reuse::WordSpan same = flat[d].same_surroundings(word, flat[d].paragraph_of(word));
            REQUIRE((same.begin <= word && word < same.end));
            for (std::uint32_t one = same.begin; one < same.end; ++one) REQUIRE(around(one) == around(word));
        }
        REQUIRE(flat[d].paragraphs() == corpus.words()[d].paragraph.size());
        for (std::uint32_t p = 0; p < flat[d].paragraphs(); ++p) {
            const auto paragraph = corpus.words()[d].paragraph[p];
            REQUIRE(flat[d].paragraph(p).begin == paragraph.begin);
            REQUIRE(flat[d].paragraph(p).end == paragraph.end);
            REQUIRE(flat[d].content_hash(p) == wirecopy::reuse::content_hash(corpus.words()[d].keys(paragraph)));
            REQUIRE(flat.paragraph_bytes(flat.first_paragraph(d) + p) == corpus.words()[d].paragraph_span[p]);
        }
    }
    CHECK(flat.quoted(flat.begin(1) + 2));
    CHECK(!flat.quoted(flat.begin(1) + 3));
    CHECK(FlatWords(std::vector<wirecopy::reuse::DocumentWords>{}).documents() == 0);
}

TEST_CASE("no word is equal to what stands between documents, whatever its key") {
    const Tokenized corpus = Tokenized::of(std::vector<std::string>(40, "one two three"));
    const FlatWords& flat = corpus.flat();
    for (std::uint32_t d = 0; d < flat.documents(); ++d) {
        CHECK(*flat.at(flat.begin(d) - 1) % 2 == 0);
        CHECK(*flat.at(flat.begin(d) + 3) % 2 == 0);
        for (const wirecopy::reuse::Word word : flat.words(d)) CHECK(word % 2 == 1);
    }
}

TEST_CASE("nothing runs on from one document into the next, nor beyond the first and last") {
    const std::vector<std::string> texts(40, "one two three");
    const Tokenized corpus = Tokenized::of(texts);
    const FlatWords& flat = corpus.flat();
    for (std::uint32_t a = 0; a < texts.size(); ++a) {
        for (std::uint32_t b = a + 1; b < texts.size(); ++b) {
            CHECK(*flat.at(flat.begin(a) + 3) != *flat.at(flat.begin(b) + 3));
            CHECK(*flat.at(flat.begin(a) - 1) != *flat.at(flat.begin(b) - 1));
        }
    }
}
