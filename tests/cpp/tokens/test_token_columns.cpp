#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/tokens/token_columns.hpp"
#include "wirecopy/tokens/tokenize.hpp"

#include "reference/text/offsets.hpp"
#include "support/random_text.hpp"

namespace {

using namespace wirecopy;

struct Packed {
    std::string data;
    std::vector<std::int64_t> offsets{0};
};

Packed random_texts(testing::Random& random, std::size_t count) {
    Packed packed;
    for (std::size_t i = 0; i < count; ++i) {
        packed.data += testing::random_unicode(random, testing::below(random, 80));
        packed.offsets.push_back(static_cast<std::int64_t>(packed.data.size()));
    }
    return packed;
}

bool same(const tokens::TokenColumns& a, const tokens::TokenColumns& b) {
    return a.begin == b.begin && a.end == b.end && a.kind == b.kind && a.key == b.key && a.document == b.document &&
           a.sentence == b.sentence && a.paragraph == b.paragraph;
}

}  // namespace

TEST_CASE("columns are those of the tables, with spans in code points, for any number of threads") {
    testing::Random random(5);
    const Packed packed = random_texts(random, 30'000);  // several tasks
    const documents::StringColumn texts{packed.data, packed.offsets};
    const tokens::TokenColumns columns = tokens::tokenize_to_columns(texts, {1, {}});
    const tokens::TokenTable expected = tokens::tokenize(texts);
    const tokens::SpanColumns spans = tokens::to_code_points(expected, texts);
    for (std::size_t row = 0; row < 300; ++row) {
        for (std::uint64_t i = expected.document_begin[row]; i < expected.document_begin[row + 1]; ++i) {
            const auto before = [&](std::uint32_t byte) {
                return reference::units_before(texts[row], byte, text::OffsetUnit::code_point);
            };
            REQUIRE(columns.begin[i] == before(expected.begin[i]));
            REQUIRE(columns.end[i] == before(expected.end[i]));
        }
    }
    CHECK(columns.begin == spans.begin);
    CHECK(columns.end == spans.end);
    CHECK(columns.kind == expected.kind);
    CHECK(columns.key == expected.key);
    CHECK(columns.document == tokens::document_column(expected.document_begin, 0));
    CHECK(columns.sentence == tokens::ordinal_column(expected, expected.sentence_begin));
    CHECK(columns.paragraph == tokens::ordinal_column(expected, expected.paragraph_begin));
    CHECK(same(columns, tokens::tokenize_to_columns(texts, {2, {}})));
    CHECK(same(columns, tokens::tokenize_to_columns(texts, {4, {}})));
}

TEST_CASE("columns count documents and what begins in them") {
    const std::string data = "Come in.\n\nShe came. They went.\n\nNew day.";
    const std::vector<std::int64_t> offsets = {0, 0, 8, 10, static_cast<std::int64_t>(data.size())};
    const tokens::TokenTable table = tokens::tokenize(documents::StringColumn{data, offsets});
    const tokens::Column<std::uint32_t> document = tokens::document_column(table.document_begin, 7);
    const tokens::Column<std::int32_t> sentence = tokens::ordinal_column(table, table.sentence_begin);
    const tokens::Column<std::int32_t> paragraph = tokens::ordinal_column(table, table.paragraph_begin);
    CHECK(std::vector(document.begin(), document.end()) ==
          std::vector<std::uint32_t>{8, 8, 8, 10, 10, 10, 10, 10, 10, 10, 10, 10});
    CHECK(std::vector(sentence.begin(), sentence.end()) ==
          std::vector<std::int32_t>{0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2});
    CHECK(std::vector(paragraph.begin(), paragraph.end()) ==
          std::vector<std::int32_t>{0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1});
}

TEST_CASE("a text that has no UTF-8 is refused by its number") {
    const std::vector<std::uint16_t> fine = {'a', 0x2019};
    const std::vector<std::uint16_t> broken = {'a', 'b', 0xDBFF};
    const std::vector<text::WideText> texts = {{fine.data(), fine.size(), 2}, {broken.data(), broken.size(), 2}};
    CHECK_THROWS_WITH_AS(tokens::tokenize_to_columns(texts, {1, {}}),
                         "text 1 holds the lone surrogate U+DBFF at 2; replace it, for example by "
                         "text.encode('utf-8', 'replace').decode()",
                         std::invalid_argument);
    const std::string data = "fine\xFF";
    const std::vector<std::int64_t> offsets = {0, 4, 5};
    CHECK_THROWS_WITH_AS(tokens::tokenize_to_columns(documents::StringColumn{data, offsets}, {1, {}}),
                         "text 1 is not UTF-8 at byte 0", std::invalid_argument);
}

TEST_CASE("texts of one unit a code point become UTF-8, one behind the other") {
    const std::u32string first = U"naïve 字 😀";
    const std::u16string second = u"“Ode”";
    const std::string third = "plain";
    const std::vector<text::WideText> wide = {
        {first.data(), first.size(), 4}, {second.data(), second.size(), 2}, {}, {third.data(), third.size(), 1}};
    const tokens::Utf8Texts encoded = tokens::to_utf8(wide);
    const std::string data = "naïve 字 😀“Ode”plain";
    CHECK(std::string(encoded.bytes.begin(), encoded.bytes.end()) == data);
    CHECK(std::vector(encoded.offsets.begin(), encoded.offsets.end()) == std::vector<std::int64_t>{0, 15, 24, 24, 29});

    const std::u16string lone = {u'a', 0xD800};
    const std::vector<text::WideText> wrong = {wide[0], {lone.data(), lone.size(), 2}};
    CHECK_THROWS_WITH_AS(tokens::to_utf8(wrong), doctest::Contains("text 1 holds the lone surrogate U+D800 at 1"),
                         std::invalid_argument);
}
