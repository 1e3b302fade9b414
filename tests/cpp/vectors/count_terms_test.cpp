#include "wirecopy/vectors/count_terms.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/text/fold.hpp"
#include "wirecopy/tokens/tokenize.hpp"

#include "corpus_of.hpp"

using namespace wirecopy;
using vectors::Accents;
using vectors::Analysis;
using vectors::TermCounts;
using vectors::Units;

namespace {

using Row = std::map<std::string, double>;

const std::vector<std::string> kTexts = {"The ferry, the FERRY and 3 boats", "", "Die Fa\u0308hre: the fähre's 3",
                                         "...", "ferry"};

std::vector<std::string> names_of(const TermCounts& counts) {
    const vectors::Names names = counts.names({.n_jobs = 2});
    std::vector<std::string> result;
    for (std::size_t i = 0; i < counts.columns(); ++i) {
        result.emplace_back(names.data.data() + names.offsets[i],
                            static_cast<std::size_t>(names.offsets[i + 1] - names.offsets[i]));
    }
    return result;
}

std::vector<Row> rows_of(TermCounts& counts, const std::vector<std::string>& names) {
    const vectors::SparseRows<double> rows = counts.rows<double>({}, {});
    std::vector<Row> result(counts.documents());
    for (std::size_t row = 0; row < result.size(); ++row) {
        for (auto at = static_cast<std::size_t>(rows.row_begin[row]);
             at < static_cast<std::size_t>(rows.row_begin[row + 1]); ++at) {
            result[row][names[static_cast<std::size_t>(rows.column[at])]] = rows.value[at];
        }
    }
    return result;
}

std::vector<Row> counted(const vectors::Documents& documents, const Analysis& analysis) {
    TermCounts counts(documents, analysis, {.n_jobs = 2});
    counts.limit(1, 1e9, {.n_jobs = 2});
    const std::vector<std::string> names = names_of(counts);
    CHECK(std::is_sorted(names.begin(), names.end()));
    return rows_of(counts, names);
}

std::vector<Row> counted(const std::vector<std::string>& texts, const Analysis& analysis) {
    return counted(testing::corpus_of(texts), analysis);
}

/// Words one by one through a map, with no keys.
std::vector<Row> counted_plainly(const std::vector<std::string>& texts) {
    std::vector<Row> result;
    tokens::Tokenizer tokenizer;
    for (const std::string& text : texts) {
        Row& row = result.emplace_back();
        const tokens::TokenView view = tokenizer.read(text);
        for (std::size_t token = 0; token < view.size(); ++token) {
            const auto [begin, end] = view.span(token);
            if (view.is_word(token)) ++row[text::fold(std::string_view(text).substr(begin, end - begin))];
        }
    }
    return result;
}

}  // namespace

TEST_CASE("counting words counts what counting word by word counts") {
    CHECK(counted(kTexts, {}) == counted_plainly(kTexts));
}

TEST_CASE("tokens that are there already are counted as texts are") {
    const documents::Corpus corpus = testing::corpus_of(kTexts);
    const std::vector<tokens::TokenTable> tables = tokens::tokenize(corpus, {});
    const tokens::Tokens tokens(corpus, {tables.data()});
    for (const Analysis& analysis : {Analysis{}, Analysis{.longest = 3}, Analysis{.units = Units::padded_words}}) {
        CHECK(counted(tokens, analysis) == counted(corpus, analysis));
    }
}

TEST_CASE("more documents than a thread takes at a time are counted alike") {
    std::vector<std::string> texts;
    for (int i = 0; i < 700; ++i)
        texts.push_back(kTexts[static_cast<std::size_t>(i) % kTexts.size()] + " " + std::to_string(i));
    CHECK(counted(texts, {}) == counted_plainly(texts));
}

TEST_CASE("runs of words are joined by a space, without the stop words between them") {
    const Analysis analysis{.shortest = 2, .longest = 2, .stop_words = {"the", "and"}};
    CHECK(counted({"The ferry and the boat sank"}, analysis) ==
          std::vector<Row>{{{"ferry boat", 1}, {"boat sank", 1}}});
}

TEST_CASE("word characters are letters, digits and underscores, two or more") {
    CHECK(counted({"Don't ÉTÉ é 中 中文 x_1 Σ ΟΔΟΣ"}, {.units = Units::word_characters}) ==
          std::vector<Row>{{{"don", 1}, {"été", 1}, {"中文", 1}, {"x_1", 1}, {"οδος", 1}}});
}

TEST_CASE("characters keep one white space and join several to a space") {
    CHECK(counted({"a\nb \t c"}, {.units = Units::characters}) ==
          std::vector<Row>{{{"a", 1}, {"\n", 1}, {"b", 1}, {" ", 1}, {"c", 1}}});
}

TEST_CASE("padded words have a space at both ends, and a short one counts once") {
    CHECK(counted({"ab"}, {.units = Units::padded_words, .shortest = 3, .longest = 9}) ==
          std::vector<Row>{{{" ab", 1}, {"ab ", 1}, {" ab ", 1}}});
}

TEST_CASE("accents are taken away after lower case") {
    const Analysis strip{.units = Units::word_characters, .accents = Accents::strip};
    const Analysis ascii{.units = Units::word_characters, .accents = Accents::ascii};
    CHECK(counted({"Fähre ПАРОЙ"}, strip) == std::vector<Row>{{{"fahre", 1}, {"парои", 1}}});
    CHECK(counted({"Fähre ПАРОЙ"}, ascii) == std::vector<Row>{{{"fahre", 1}}});
}

TEST_CASE("lists of words are counted as they are") {
    const std::string data = "Onetwoone";
    const std::vector<std::int64_t> offsets = {0, 3, 6, 9};
    const std::vector<std::int64_t> document_begin = {0, 0, 3};
    const vectors::WordLists lists{{data, offsets}, document_begin};
    CHECK(counted(lists, {.longest = 2, .lowercase = false}) ==
          std::vector<Row>{{}, {{"One", 1}, {"two", 1}, {"one", 1}, {"One two", 1}, {"two one", 1}}});
}

TEST_CASE("lists that point outside are refused") {
    const std::vector<std::int64_t> inside = {0, 1};
    const std::vector<std::int64_t> outside = {0, 2};
    CHECK_NOTHROW(vectors::check(vectors::WordLists{{"a", inside}, inside}));
    CHECK_THROWS_AS(vectors::check(vectors::WordLists{{"a", outside}, inside}), std::invalid_argument);
    CHECK_THROWS_AS(vectors::check(vectors::WordLists{{"a", inside}, outside}), std::invalid_argument);
    CHECK_THROWS_AS(vectors::check(vectors::WordLists{{"a", inside}, {}}), std::invalid_argument);
}

TEST_CASE("terms of too few or too many documents get no column") {
    TermCounts counts(testing::corpus_of(kTexts), {}, {});
    counts.limit(2, 2, {.n_jobs = 2});
    CHECK(names_of(counts) == std::vector<std::string>{"3", "ferry", "the"});
    CHECK(counts.distinct_terms() == 8);
    CHECK(counts.document_frequency() == std::vector<std::int64_t>{2, 2, 2});
    CHECK(counts.frequency() == std::vector<std::int64_t>{2, 3, 3});
    const std::vector<std::uint8_t> kept = {0, 1, 1};
    counts.keep(kept);
    CHECK(counts.frequency() == std::vector<std::int64_t>{3, 3});
    CHECK_THROWS_AS(counts.keep(kept), std::invalid_argument);
    CHECK(rows_of(counts, {"ferry", "the"}) ==
          std::vector<Row>{{{"ferry", 2}, {"the", 2}}, {}, {{"the", 1}}, {}, {{"ferry", 1}}});
}

TEST_CASE("terms of many threads are merged and sorted as a map would, whatever their names have in common") {
    std::mt19937 generator(11);
    const std::string long_prefix(40, 'q');
    const std::vector<std::string> beginnings{"",        "a", "ab", std::string(8, 'z'), long_prefix, "\xE6\xBC\xA2",
                                              "\xC3\xA9"};
    std::vector<std::vector<std::string>> documents(1000);
    std::map<std::string, std::int64_t> expected;
    for (auto& words : documents) {
        std::set<std::string> distinct;
        for (int i = 0; i < 40; ++i) {
            std::string word = beginnings[generator() % beginnings.size()] + std::to_string(generator() % 4000);
            if (generator() % 9 == 0) word.push_back('\0');
            words.push_back(word);
            distinct.insert(word);
        }
        for (const auto& word : distinct) ++expected[word];
    }
    std::string bytes;
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int64_t> document_begin{0};
    for (const auto& words : documents) {
        for (const auto& word : words) offsets.push_back(static_cast<std::int64_t>((bytes += word).size()));
        document_begin.push_back(static_cast<std::int64_t>(offsets.size() - 1));
    }
    for (const int n_jobs : {1, 2, 5}) {
        for (const std::int64_t low : {1, 3}) {
            TermCounts counts(vectors::WordLists{{bytes, offsets}, document_begin}, {.lowercase = false},
                              {.n_jobs = n_jobs});
            counts.limit(static_cast<double>(low), 20, {.n_jobs = n_jobs});
            std::vector<std::string> names;
            std::vector<std::int64_t> frequency;
            for (const auto& [name, times] : expected) {
                if (times < low || times > 20) continue;
                names.push_back(name);
                frequency.push_back(times);
            }
            CHECK(counts.distinct_terms() == expected.size());
            CHECK(names_of(counts) == names);
            CHECK(counts.document_frequency() == frequency);
            const std::vector<Row> rows = rows_of(counts, names);
            for (std::size_t i = 0; i < rows.size(); ++i) {
                Row row;
                for (const auto& word : documents[i]) {
                    if (std::binary_search(names.begin(), names.end(), word)) ++row[word];
                }
                CHECK(rows[i] == row);
            }
        }
    }
}

TEST_CASE("a vocabulary's terms are counted in its columns, all others left out") {
    const std::vector<std::int64_t> offsets = {0, 3, 8, 13};
    for (const Analysis& analysis : {Analysis{}, Analysis{.units = Units::word_characters}}) {
        const vectors::Vocabulary vocabulary({"theferryFERRY", offsets}, analysis);
        TermCounts counts(testing::corpus_of(kTexts), analysis, vocabulary, {});
        CHECK(counts.document_frequency() == std::vector<std::int64_t>{2, 2, 0});
        CHECK(rows_of(counts, {"the", "ferry", "FERRY"}) ==
              std::vector<Row>{{{"the", 2}, {"ferry", 2}}, {}, {{"the", 1}}, {}, {{"ferry", 1}}});
    }
}

TEST_CASE("a term that a vocabulary has twice is refused") {
    const std::vector<std::int64_t> offsets = {0, 1, 2, 3};
    CHECK_THROWS_WITH_AS(vectors::Vocabulary({"aba", offsets}, {}), "the term of column 2 comes twice",
                         std::invalid_argument);
}

TEST_CASE("idf of another number of columns is refused") {
    TermCounts counts(testing::corpus_of(kTexts), {}, {});
    counts.limit(1, 9, {.n_jobs = 2});
    const std::vector<double> idf = {1};
    CHECK_THROWS_WITH_AS(counts.rows<double>({.idf = idf}, {}), "idf has 1 values for 8 columns",
                         std::invalid_argument);
}

TEST_CASE("texts without words have rows without values") {
    CHECK(counted({"", "?!", " "}, {}) == std::vector<Row>(3));
    CHECK(counted(std::vector<std::string>{}, {}).empty());
}
