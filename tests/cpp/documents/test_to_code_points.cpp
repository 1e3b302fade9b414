#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/documents/to_code_points.hpp"

#include "reference/text/offsets.hpp"
#include "support/articles.hpp"
#include "support/random_text.hpp"

using wirecopy::documents::to_code_points;
using wirecopy::testing::below;
using wirecopy::testing::Random;
using wirecopy::text::OffsetUnit;

namespace {

using Column = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("offsets of many documents in any order are what counting from the start gives") {
    Random random(1);
    std::vector<std::string> texts;
    for (int i = 0; i < 20; ++i) texts.push_back(wirecopy::testing::random_unicode(random, below(random, 150)));
    const auto corpus = wirecopy::testing::corpus_of(wirecopy::testing::articles_of(texts), 7);
    for (const bool ascending : {true, false}) {
        Column document;
        Column byte;
        std::vector<std::int64_t> expected;
        for (std::size_t row = 0; row < 500; ++row) {
            const std::size_t d = ascending ? row / 25 : below(random, texts.size());
            const auto begins = wirecopy::reference::unit_begins(texts[d], OffsetUnit::code_point);
            const std::size_t code_point = below(random, begins.size());
            document.push_back(static_cast<std::uint32_t>(d));
            byte.push_back(static_cast<std::uint32_t>(begins[code_point]));
            expected.push_back(static_cast<std::int64_t>(code_point));
        }
        CHECK(to_code_points(corpus, document, byte) == expected);
    }
}

TEST_CASE("documents count in the order of the corpus they are given with") {
    const auto corpus = wirecopy::testing::corpus_of({{"b", "éa"}, {"a", "aé"}});
    CHECK(to_code_points(corpus, Column{0}, Column{2}) == std::vector<std::int64_t>{1});
    CHECK(to_code_points(corpus.by_id(), Column{0}, Column{1}) == std::vector<std::int64_t>{1});
}

TEST_CASE("no rows give no offsets") {
    CHECK(to_code_points(wirecopy::testing::corpus_of({}), Column{}, Column{}).empty());
}

TEST_CASE("a document or byte that does not exist is an error that names it") {
    const auto corpus = wirecopy::testing::corpus_of({{"only", "añ"}});
    CHECK(to_code_points(corpus, Column{0}, Column{3}) == std::vector<std::int64_t>{2});
    CHECK_THROWS_WITH_AS(to_code_points(corpus, Column{0}, Column{4}), "no byte 4 in document 'only'",
                         std::out_of_range);
    CHECK_THROWS_WITH_AS(to_code_points(corpus, Column{1}, Column{0}), "no document 1", std::out_of_range);
    CHECK_THROWS_AS(to_code_points(wirecopy::testing::corpus_of({}), Column{0}, Column{0}), std::out_of_range);
    CHECK_THROWS_WITH_AS(to_code_points(corpus, Column{0, 0}, Column{0}), "document and byte differ in length",
                         std::invalid_argument);
}
