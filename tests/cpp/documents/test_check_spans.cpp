#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/documents/check_spans.hpp"

#include "reference/text/offsets.hpp"
#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::documents::check_spans;
using wirecopy::documents::CheckedSpans;
using wirecopy::documents::Corpus;
using wirecopy::testing::below;
using wirecopy::testing::corpus_of;
using wirecopy::testing::Random;

namespace {

/// A row of what a component returned.
struct Row {
    std::int64_t document;
    std::int64_t begin;
    std::int64_t end;
};

CheckedSpans check(const Corpus& corpus, std::size_t batch, const std::vector<Row>& rows, bool disjoint) {
    std::vector<std::int64_t> document;
    std::vector<std::int64_t> begin;
    std::vector<std::int64_t> end;
    for (const Row& row : rows) {
        document.push_back(row.document);
        begin.push_back(row.begin);
        end.push_back(row.end);
    }
    return check_spans(corpus, batch, {document, begin, end}, "shouter", disjoint);
}

/// Batch 0 holds "one" and "two", batch 1 "three" and "four".
Corpus four_documents() {
    return corpus_of({{"one", "abc"}, {"two", "añ한😀"}, {"three", "añ한😀"}, {"four", ""}}, 2);
}

void check_fault(const std::vector<Row>& rows, const std::string& message, bool disjoint = false) {
    const std::string whole = "component 'shouter', batch 1: " + message;
    CHECK_THROWS_WITH_AS(check(four_documents(), 1, rows, disjoint), whole.c_str(), std::invalid_argument);
}

}  // namespace

TEST_CASE("sound spans come back in bytes, grouped by document") {
    const CheckedSpans spans =
        check(four_documents(), 0, {{0, 0, 1}, {0, 1, 3}, {1, 0, 2}, {1, 2, 3}, {1, 3, 4}}, true);
    CHECK(spans.document_begin == std::vector<std::uint64_t>{0, 2, 5});
    CHECK(spans.begin == std::vector<std::uint32_t>{0, 1, 0, 3, 6});
    CHECK(spans.end == std::vector<std::uint32_t>{1, 3, 3, 6, 10});
}

TEST_CASE("no spans, and documents without any, are sound") {
    CHECK(check(four_documents(), 1, {}, true).document_begin == std::vector<std::uint64_t>{0, 0, 0});
    CHECK(check(four_documents(), 0, {{1, 0, 1}}, true).document_begin == std::vector<std::uint64_t>{0, 0, 1});
    CHECK(check(corpus_of({}), 0, {}, true).document_begin == std::vector<std::uint64_t>{0});
}

TEST_CASE("random sound spans are the bytes that counting from the start gives") {
    Random random(1);
    for (int round = 0; round < 100; ++round) {
        std::vector<std::string> texts;
        std::vector<Row> rows;
        std::vector<std::uint32_t> expected;
        for (std::int64_t d = 0; d < 5; ++d) {
            texts.push_back(wirecopy::testing::random_unicode(random, below(random, 100)));
            const auto begins = wirecopy::reference::unit_begins(texts.back(), wirecopy::text::OffsetUnit::code_point);
            for (std::size_t at = 0; at + 1 < begins.size(); at += below(random, 9)) {
                const std::size_t end = at + 1 + below(random, begins.size() - 1 - at);
                rows.push_back({d, static_cast<std::int64_t>(at), static_cast<std::int64_t>(end)});
                expected.push_back(static_cast<std::uint32_t>(begins[at]));
                expected.push_back(static_cast<std::uint32_t>(begins[end]));
            }
        }
        const CheckedSpans spans = check(corpus_of(wirecopy::testing::articles_of(texts)), 0, rows, false);
        REQUIRE(spans.begin.size() == rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            REQUIRE(spans.begin[i] == expected[2 * i]);
            REQUIRE(spans.end[i] == expected[2 * i + 1]);
            const auto document = static_cast<std::size_t>(rows[i].document);
            REQUIRE(i >= spans.document_begin[document]);
            REQUIRE(i < spans.document_begin[document + 1]);
        }
    }
}

TEST_CASE("spans may overlap and be equal unless they must be disjoint, and may touch even then") {
    CHECK_NOTHROW(check(four_documents(), 1, {{0, 0, 2}, {0, 0, 2}, {0, 1, 4}}, false));
    CHECK_NOTHROW(check(four_documents(), 1, {{0, 0, 2}, {0, 2, 4}}, true));
    check_fault({{0, 0, 2}, {0, 1, 4}}, "row 1, document 'three': span [1, 4) overlaps the one above, which ends at 2",
                true);
}

TEST_CASE("a span that is empty or turned round is an error that names document, row and remedy") {
    check_fault({{0, 0, 1}, {0, 2, 2}}, "row 1, document 'three': span [2, 2) is empty; leave it out");
    check_fault({{0, 3, 1}}, "row 0, document 'three': span [3, 1) is empty; leave it out");
}

TEST_CASE("a span outside of its text is an error that counts the text in code points") {
    const std::string remedy = " code points; offsets are code points of the original text";
    check_fault({{0, 3, 5}}, "row 0, document 'three': span [3, 5) lies outside the text of 4" + remedy);
    check_fault({{0, -1, 2}}, "row 0, document 'three': span [-1, 2) lies outside the text of 4" + remedy);
    check_fault({{0, 0, 1}, {1, 0, 1}}, "row 1, document 'four': span [0, 1) lies outside the text of 0" + remedy);
}

TEST_CASE("begins that descend inside a document are an error, begins of the next document are not") {
    check_fault({{0, 2, 3}, {0, 1, 4}}, "row 1, document 'three': span [1, 4) begins before the one above; sort them");
    CHECK_NOTHROW(check(four_documents(), 0, {{0, 2, 3}, {1, 0, 1}}, true));
}

TEST_CASE("documents that descend or do not exist are an error") {
    const std::string sort = " comes after a later one; sort the rows by document";
    CHECK_THROWS_WITH_AS(check(four_documents(), 0, {{1, 0, 1}, {0, 0, 1}}, false),
                         ("component 'shouter', batch 0: row 1: document 0" + sort).c_str(), std::invalid_argument);
    check_fault({{0, 0, 1}, {2, 0, 1}}, "row 1: document 2 does not exist; the batch has 2 documents");
    check_fault({{-1, 0, 1}}, "row 0: document -1 does not exist; the batch has 2 documents");
}

TEST_CASE("columns of different lengths are an error that tells all three") {
    const std::vector<std::int64_t> one = {0};
    const std::vector<std::int64_t> two = {0, 1};
    const Corpus corpus = four_documents();
    CHECK_THROWS_WITH_AS(check_spans(corpus, 0, {two, one, two}, "shouter", false),
                         "component 'shouter', batch 0: columns differ in length: document 2, begin 1, end 2",
                         std::invalid_argument);
    CHECK_THROWS_AS(check_spans(corpus, 0, {two, two, one}, "shouter", false), std::invalid_argument);
}
