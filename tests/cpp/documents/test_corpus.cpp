#include <array>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <sys/mman.h>

#include "wirecopy/documents/corpus.hpp"

#include "support/articles.hpp"

using wirecopy::documents::Batch;
using wirecopy::documents::Columns;
using wirecopy::documents::Corpus;
using wirecopy::documents::Interval;
using wirecopy::documents::StringColumn;
using wirecopy::testing::Article;
using wirecopy::testing::corpus_of;

namespace {

constexpr std::array<std::int64_t, 3> kTwoLetters = {0, 1, 2};

/// Two documents, "x" and "y", with the ids "a" and "b"; a test spoils a part of it.
struct Parts {
    std::vector<Batch> batches = {{"xy", kTwoLetters}};
    Columns columns = {{"ab", kTwoLetters}, {-1, -1}, {-1, -1}, {{}, {}}};

    Corpus corpus() const { return {batches, columns, nullptr}; }
};

void check_error(const Parts& parts, const std::string& message) {
    CHECK_THROWS_WITH_AS(parts.corpus(), message.c_str(), std::invalid_argument);
}

}  // namespace

TEST_CASE("a corpus gives back what it was made of, whatever the batches") {
    const std::vector<Article> articles = {{"b", "first", 3, 1, {10, 20}},
                                           {"a", "", -1, 0, {}},
                                           {"ä", "ñandú", 0, -1, {-5, -5}},
                                           {"B", "last\0", 1, 2, {}}};
    for (const std::size_t batch_size : {1U, 2U, 3U, 4U}) {
        CAPTURE(batch_size);
        const Corpus corpus = corpus_of(articles, batch_size);
        REQUIRE(corpus.size() == 4);
        CHECK(corpus.batches().size() == (4 + batch_size - 1) / batch_size);
        for (std::size_t d = 0; d < 4; ++d) {
            CHECK(corpus.id(d) == articles[d].id);
            CHECK(corpus.id_of_row(d) == articles[d].id);
            CHECK(corpus.text(d) == articles[d].text);
            CHECK(corpus.source(d) == articles[d].source);
            CHECK(corpus.publisher(d) == articles[d].publisher);
            CHECK(corpus.published(d).earliest == articles[d].published.earliest);
            CHECK(corpus.published(d).latest == articles[d].published.latest);
            CHECK(corpus.locate(d).batch == d / batch_size);
            CHECK(corpus.locate(d).row == d % batch_size);
            CHECK(corpus.order()[d] == d);
        }
    }
}

TEST_CASE("by_id sorts by the bytes of the ids and takes every column along") {
    const Corpus corpus =
        corpus_of({{"b", "1", 1, 4, {7, 8}}, {"a", "2", 2, 5, {}}, {"ä", "3", 3, 6, {}}, {"B", "4"}}, 3);
    const Corpus sorted = corpus.by_id();
    std::string ids;
    std::string texts;
    for (std::size_t d = 0; d < sorted.size(); ++d) {
        ids += sorted.id(d);
        texts += sorted.text(d);
    }
    CHECK(ids == "Babä");
    CHECK(texts == "4213");
    CHECK(sorted.source(2) == 1);
    CHECK(sorted.publisher(1) == 5);
    CHECK(sorted.published(2).latest == 8);
    CHECK(sorted.locate(0).batch == 1);
    CHECK(sorted.order()[0] == 3);
    CHECK(sorted.id_of_row(0) == "b");
    CHECK(corpus.id(0) == "b");
}

TEST_CASE("a corpus of no documents, of no batches and of empty batches is a corpus") {
    CHECK(corpus_of({}).size() == 0);
    constexpr std::array<std::int64_t, 1> kNone = {0};
    CHECK(Corpus({}, {{"", kNone}, {}, {}, {}}, nullptr).size() == 0);
    const Parts two;
    const Corpus corpus({{"", kNone}, two.batches[0], {"", kNone}}, two.columns, nullptr);
    CHECK(corpus.size() == 2);
    CHECK(corpus.locate(1).batch == 1);
    CHECK(corpus.text(1) == "y");
}

TEST_CASE("columns that disagree in length are an error that names the column and both lengths") {
    Parts parts;
    parts.columns.source = {0};
    check_error(parts, "source has 1 rows for 2 documents");
    parts = {};
    parts.columns.publisher = {0, 0, 0};
    check_error(parts, "publisher has 3 rows for 2 documents");
    parts = {};
    parts.columns.published = {};
    check_error(parts, "published has 0 rows for 2 documents");
    parts = {};
    parts.batches.push_back({"xy", kTwoLetters});
    check_error(parts, "ids has 2 rows for 4 documents");
}

TEST_CASE("offsets that descend, leave their data or are missing are an error that names the column") {
    constexpr std::array<std::int64_t, 3> kDescending = {0, 2, 1};
    constexpr std::array<std::int64_t, 3> kOutside = {0, 1, 3};
    constexpr std::array<std::int64_t, 3> kNegative = {-1, 1, 2};
    const std::string fault = "offsets must ascend and lie inside the data";
    for (const auto& offsets : {kDescending, kOutside, kNegative}) {
        Parts parts;
        parts.batches.push_back({"xy", offsets});
        check_error(parts, "batch 1: " + fault);
        parts = {};
        parts.columns.ids.offsets = offsets;
        check_error(parts, "ids: " + fault);
    }
    Parts parts;
    parts.batches[0].offsets = {};
    check_error(parts, "batch 0: offsets are empty; even no strings have one");
}

TEST_CASE("a text or id that is not UTF-8 is an error that names the document and the byte") {
    const Article good{"good", "fine"};
    const std::string remedy = "; decode it with the encoding it was written in";
    CHECK_THROWS_WITH_AS(corpus_of({good, {"bad", "caf\xE9 au lait"}}),
                         ("the text of document 'bad' is not UTF-8 at byte 3" + remedy).c_str(), std::invalid_argument);
    CHECK_THROWS_WITH_AS(corpus_of({good, {"b\xC0\x80", "fine"}}),
                         ("the id of document 'number 1' is not UTF-8 at byte 1" + remedy).c_str(),
                         std::invalid_argument);
}

TEST_CASE("a character cut in two by the border of two texts is an error") {
    CHECK_THROWS_AS(corpus_of({{"a", "caf\xC3"}, {"b", "\xA9"}}), std::invalid_argument);
}

TEST_CASE("an id that comes twice, in one batch or in two, is an error that names it") {
    for (const std::size_t batch_size : {1U, 3U}) {
        CHECK_THROWS_WITH_AS(corpus_of({{"x", "1"}, {"y", "2"}, {"x", "3"}}, batch_size),
                             "two documents have the id 'x'; ids must be unique", std::invalid_argument);
    }
    CHECK_NOTHROW(corpus_of({{"x", "1"}, {"X", "1"}, {"x ", "1"}}));
}

TEST_CASE("a text of 2 GiB is an error before it is read") {
    constexpr std::size_t kTooLong = std::size_t{1} << 31U;
    void* const pages = mmap(nullptr, kTooLong, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    REQUIRE(pages != MAP_FAILED);
    constexpr std::array<std::int64_t, 2> kLong = {0, kTooLong};
    constexpr std::array<std::int64_t, 2> kId = {0, 4};
    const Batch batch{{static_cast<const char*>(pages), kTooLong}, kLong};
    CHECK_THROWS_WITH_AS(Corpus({batch}, {{"long", kId}, {-1}, {-1}, {{}}}, nullptr),
                         "the text of document 'long' is 2 GiB or longer; split it into documents",
                         std::invalid_argument);
    munmap(pages, kTooLong);
}

TEST_CASE("an interval lies before another when it ends before the other begins, and unknown ones have no order") {
    const Interval monday{0, 9};
    const Interval noon{5, 5};
    const Interval tuesday{10, 19};
    CHECK(monday.before(tuesday));
    CHECK(noon.before(tuesday));
    CHECK_FALSE(tuesday.before(monday));
    CHECK_FALSE(monday.before(noon));
    CHECK_FALSE(noon.before(monday));
    CHECK_FALSE(monday.before(Interval{9, 12}));
    CHECK_FALSE(Interval{}.before(tuesday));
    CHECK_FALSE(monday.before(Interval{}));
    CHECK_FALSE(Interval{}.known());
    CHECK(monday.known());
}
