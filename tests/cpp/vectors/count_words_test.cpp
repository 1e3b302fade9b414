#include "wirecopy/vectors/count_words.hpp"

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/text/fold.hpp"
#include "wirecopy/tokens/tokenize.hpp"

#include "corpus_of.hpp"

using namespace wirecopy;

namespace {

using Counts = std::vector<std::map<std::string, double>>;

const std::vector<std::string> kTexts = {"The ferry, the FERRY and 3 boats", "", "Die Fa\u0308hre: the fähre's 3",
                                         "...", "ferry"};

struct Counted {
    documents::Corpus corpus;
    std::vector<tokens::TokenTable> tables;
    tokens::Tokens tokens;

    explicit Counted(const std::vector<std::string>& texts)
        : corpus(testing::corpus_of(texts)),
          tables(tokens::tokenize(corpus, {.n_jobs = 1})),
          tokens(corpus, {tables.data()}) {}
};

Counts by_name(const vectors::Csr& counts, const std::vector<std::string>& names) {
    Counts result(counts.view().rows());
    for (std::size_t row = 0; row < result.size(); ++row) {
        for (std::size_t at = counts.view().begin(row); at < counts.view().end(row); ++at) {
            result[row][names[static_cast<std::size_t>(counts.column[at])]] = counts.value[at];
        }
    }
    return result;
}

/// Word by word through a map, with no keys.
Counts counted_plainly(const tokens::Tokens& tokens) {
    Counts result(tokens.size());
    for (std::size_t document = 0; document < tokens.size(); ++document) {
        const tokens::TokenView view = tokens[document];
        for (std::size_t token = 0; token < view.size(); ++token) {
            const auto [begin, end] = view.span(token);
            const std::string word = text::fold(tokens.corpus().text(document).substr(begin, end - begin));
            if (view.is_word(token)) ++result[document][word];
        }
    }
    return result;
}

}  // namespace

TEST_CASE("count_words counts what counting word by word counts") {
    const Counted counted(kTexts);
    const vectors::WordCounts words = vectors::count_words(counted.tokens, {.n_jobs = 2});
    vectors::check(words.counts.view());
    CHECK(by_name(words.counts, words.names) == counted_plainly(counted.tokens));
}

TEST_CASE("names ascend, and each has the key of its word") {
    const Counted counted(kTexts);
    const vectors::WordCounts words = vectors::count_words(counted.tokens, {});
    CHECK(words.names == std::vector<std::string>{"3", "and", "boats", "die", "ferry", "fähre", "fähre's", "the"});
    for (std::size_t i = 0; i < words.names.size(); ++i) CHECK(words.keys[i] == tokens::token_key(words.names[i]));
}

TEST_CASE("counting known words gives their columns and leaves out the others") {
    const Counted counted(kTexts);
    const std::vector<tokens::TokenKey> keys = {tokens::token_key("the"), tokens::token_key("ferry")};
    const Counts counts = by_name(vectors::count_words(counted.tokens, keys, {}), {"the", "ferry"});
    CHECK(counts == Counts{{{"the", 2}, {"ferry", 2}}, {}, {{"the", 1}}, {}, {{"ferry", 1}}});
}

TEST_CASE("a key that comes twice is refused") {
    const Counted counted(kTexts);
    const std::vector<tokens::TokenKey> keys = {7, 8, 7};
    CHECK_THROWS_WITH_AS(vectors::count_words(counted.tokens, keys, {}), "the key of column 2 comes twice",
                         std::invalid_argument);
}

TEST_CASE("texts without words have rows without values") {
    const Counted counted({"", "?!", " "});
    const vectors::WordCounts words = vectors::count_words(counted.tokens, {});
    CHECK(words.names.empty());
    CHECK(words.counts.row_begin == std::vector<std::int64_t>{0, 0, 0, 0});
}
