#include "wirecopy/clusters/story_links.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "reference/clusters/story_links_of_all.hpp"

using namespace wirecopy;

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

struct Documents {
    vectors::Csr rows;
    std::vector<double> times;
    std::vector<std::uint32_t> rank;
};

/// Unit rows over few columns, so that many meet; every seventh without a time.
Documents some_documents(std::size_t count, unsigned seed, bool dated = true) {
    std::mt19937 generator(seed);
    Documents made;
    made.rows.columns = 40;
    for (std::size_t row = 0; row < count; ++row) {
        const std::size_t begin = made.rows.value.size();
        for (std::int32_t column = 0; column < 40; ++column) {
            if (generator() % 5 != 0) continue;
            made.rows.column.push_back(column);
            made.rows.value.push_back(static_cast<double>(1000 + generator() % 3001));
        }
        double sum = 0;
        for (std::size_t at = begin; at < made.rows.value.size(); ++at)
            sum += made.rows.value[at] * made.rows.value[at];
        for (std::size_t at = begin; at < made.rows.value.size(); ++at) made.rows.value[at] /= std::sqrt(sum);
        made.rows.row_begin.push_back(static_cast<std::int64_t>(made.rows.value.size()));
        made.times.push_back(dated && generator() % 7 != 0 ? static_cast<double>(generator() % 60) : kUnknown);
    }
    made.rank.resize(count);
    std::iota(made.rank.begin(), made.rank.end(), 0U);
    std::shuffle(made.rank.begin(), made.rank.end(), generator);
    return made;
}

clusters::LinkOptions options() {
    clusters::LinkOptions chosen;
    chosen.decay = 7;
    return chosen;
}

}  // namespace

TEST_CASE("story_links finds what comparing every row with every other finds") {
    for (unsigned seed = 0; seed < 20; ++seed) {
        const Documents made = some_documents(70, seed, seed % 4 != 0);
        const auto found = clusters::story_links(made.rows.view(), made.times, made.rank, options());
        const auto expected = reference::story_links_of_all(made.rows.view(), made.times, made.rank, options());
        CAPTURE(seed);
        CHECK(found.pairs.a == expected.pairs.a);
        CHECK(found.pairs.b == expected.pairs.b);
        REQUIRE(found.pairs.size() == expected.pairs.size());
        for (std::size_t i = 0; i < found.pairs.size(); ++i) {
            CHECK(found.pairs.similarity[i] == doctest::Approx(expected.pairs.similarity[i]).epsilon(1e-5));
        }
        for (std::size_t i = 0; i < found.background.size(); ++i) {
            CHECK(found.background[i] == doctest::Approx(expected.background[i]).epsilon(1e-5));
        }
    }
}

TEST_CASE("neither threads nor the order of rows change a bit of what story_links finds") {
    const Documents made = some_documents(300, 5);
    const auto expected = clusters::story_links(made.rows.view(), made.times, made.rank, options(), {1, {}});
    Documents turned;
    turned.rows.columns = made.rows.columns;
    for (std::size_t row = 300; row-- > 0;) {
        const auto begin = made.rows.row_begin[row];
        const auto end = made.rows.row_begin[row + 1];
        turned.rows.column.insert(turned.rows.column.end(), made.rows.column.begin() + begin,
                                  made.rows.column.begin() + end);
        turned.rows.value.insert(turned.rows.value.end(), made.rows.value.begin() + begin,
                                 made.rows.value.begin() + end);
        turned.rows.row_begin.push_back(static_cast<std::int64_t>(turned.rows.value.size()));
        turned.times.push_back(made.times[row]);
        turned.rank.push_back(made.rank[row]);
    }
    const auto found = clusters::story_links(turned.rows.view(), turned.times, turned.rank, options(), {3, {}});
    CHECK(found.pairs.a == expected.pairs.a);
    CHECK(found.pairs.b == expected.pairs.b);
    CHECK(found.pairs.similarity == expected.pairs.similarity);
    CHECK(found.background == expected.background);
}

TEST_CASE("a document keeps its most similar links, and those that others keep with it") {
    const Documents made = some_documents(80, 3);
    clusters::LinkOptions few = options();
    few.most = 4;
    const auto found = clusters::story_links(made.rows.view(), made.times, made.rank, few);
    const auto all = clusters::story_links(made.rows.view(), made.times, made.rank, options());
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> known;
    std::vector<std::vector<double>> of(80);
    for (std::size_t i = 0; i < all.pairs.size(); ++i) {
        known[{all.pairs.a[i], all.pairs.b[i]}] = all.pairs.similarity[i];
    }
    for (std::size_t i = 0; i < found.pairs.size(); ++i) {
        CHECK(known.at({found.pairs.a[i], found.pairs.b[i]}) == found.pairs.similarity[i]);
    }
    CHECK(found.pairs.size() <= 80 * 4);
    CHECK(found.pairs.size() >= 80 * 4 / 2);
    CHECK(found.background == all.background);
}

TEST_CASE("nothing has no links, and times and ranks are one for each row") {
    const vectors::Csr none;
    CHECK(clusters::story_links(none.view(), {}, {}, options()).pairs.size() == 0);
    const Documents made = some_documents(3, 1);
    CHECK_THROWS_AS(clusters::story_links(made.rows.view(), {}, made.rank, options()), std::invalid_argument);
    CHECK_THROWS_AS(clusters::story_links(made.rows.view(), made.times, {}, options()), std::invalid_argument);
}
