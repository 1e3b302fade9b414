#include "wirecopy/similarity/pairs.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "reference/similarity/every_pair.hpp"

using namespace wirecopy;
using similarity::Pairs;

namespace {

constexpr std::size_t kRows = 150;
constexpr std::size_t kColumns = 30;

/// Rows of length 1, some of them equal, some without values; values of both signs.
vectors::Csr random_rows() {
    std::mt19937 generator(3);
    vectors::Csr rows;
    rows.columns = kColumns;
    for (std::size_t row = 0; row < kRows; ++row) {
        if (row % 10 == 9) generator.seed(static_cast<unsigned>(row % 20));
        std::vector<double> values;
        for (std::size_t column = 0; column < kColumns && row % 25 != 0; ++column) {
            if (generator() % 5 != 0) continue;
            rows.column.push_back(static_cast<std::int32_t>(column));
            values.push_back(static_cast<double>(generator() % 9) - 2.5);
        }
        double length = 0;
        for (const double value : values) length += value * value;
        for (const double value : values) rows.value.push_back(value / std::sqrt(length));
        rows.row_begin.push_back(static_cast<std::int64_t>(rows.column.size()));
    }
    return rows;
}

std::vector<double> dense(const vectors::CsrView& rows) {
    std::vector<double> result(rows.rows() * rows.columns);
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        for (std::size_t at = rows.begin(row); at < rows.end(row); ++at) {
            result[row * rows.columns + static_cast<std::size_t>(rows.column[at])] = rows.value[at];
        }
    }
    return result;
}

void check_equal(const Pairs& found, const Pairs& expected) {
    CHECK(found.a == expected.a);
    CHECK(found.b == expected.b);
    CHECK(found.similarity == expected.similarity);
}

std::vector<std::uint32_t> in_order(std::size_t rows) {
    std::vector<std::uint32_t> rank(rows);
    std::iota(rank.begin(), rank.end(), 0U);
    return rank;
}

}  // namespace

TEST_CASE("similar_pairs finds the pairs that comparing all finds, to the last bit") {
    const vectors::Csr rows = random_rows();
    for (const double threshold : {0.01, 0.3, 0.7, 1.0}) {
        const Pairs expected = reference::every_pair(rows.view(), threshold);
        CHECK(expected.size() > 0);
        check_equal(similarity::similar_pairs(rows.view(), threshold, {}, {.n_jobs = 1}), expected);
        check_equal(similarity::similar_pairs(rows.view(), threshold, {}, {.n_jobs = 2}), expected);
    }
}

TEST_CASE("dense rows have the pairs of the same rows when sparse") {
    const vectors::Csr rows = random_rows();
    const std::vector<double> values = dense(rows.view());
    const vectors::DenseView view{values, kColumns};
    check_equal(similarity::similar_pairs(view, 0.3, {}, {}), reference::every_pair(rows.view(), 0.3));
}

TEST_CASE("the neighbours of a row are the most similar of all its pairs, the smaller rank first where they tie") {
    const vectors::Csr rows = random_rows();
    const std::vector<double> values = dense(rows.view());
    std::vector<std::uint32_t> rank = in_order(kRows);
    std::reverse(rank.begin(), rank.end());
    const Pairs found = similarity::nearest(rows.view(), 4, rank, {}, {});
    check_equal(similarity::nearest(vectors::DenseView{values, kColumns}, 4, rank, {}, {}), found);

    std::vector<std::vector<std::pair<double, std::uint32_t>>> all(kRows);  // (-similarity, rank)
    const Pairs pairs = reference::every_pair(rows.view(), 1e-9);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        all[pairs.a[i]].emplace_back(-pairs.similarity[i], rank[pairs.b[i]]);
        all[pairs.b[i]].emplace_back(-pairs.similarity[i], rank[pairs.a[i]]);
    }
    std::size_t at = 0;
    for (std::uint32_t row = 0; row < kRows; ++row) {
        std::sort(all[row].begin(), all[row].end());
        for (std::size_t i = 0; i < std::min<std::size_t>(4, all[row].size()); ++i, ++at) {
            REQUIRE(at < found.size());
            CHECK(found.a[at] == row);
            CHECK(rank[found.b[at]] == all[row][i].second);
        }
    }
    CHECK(at == found.size());
}

TEST_CASE("rounding does not lose a pair that is as similar as the threshold") {
    const double third = 1 / std::sqrt(3.0);
    const vectors::Csr rows{{0, 3, 6}, {0, 1, 2, 0, 1, 2}, {third, third, third, third, third, third}, 3};
    CHECK(similarity::similar_pairs(rows.view(), 1.0, {}, {}).size() == 1);
}

TEST_CASE("neighbours that differ beyond single precision are told apart") {
    const double angle = 1e-5;
    vectors::Csr rows;
    rows.columns = 2;
    for (int i = 0; i < 100; ++i) {
        rows.column.insert(rows.column.end(), {0, 1});
        rows.value.insert(rows.value.end(), {std::cos(i * angle), std::sin(i * angle)});
        rows.row_begin.push_back(static_cast<std::int64_t>(rows.column.size()));
    }
    const Pairs found = similarity::nearest(rows.view(), 3, in_order(100), {}, {});
    REQUIRE(found.size() == 300);
    CHECK(std::vector(found.b.begin(), found.b.begin() + 3) == std::vector<std::uint32_t>{1, 2, 3});
    CHECK(std::vector(found.b.end() - 3, found.b.end()) == std::vector<std::uint32_t>{98, 97, 96});
}

TEST_CASE("a threshold that is not above 0 is refused") {
    const vectors::Csr rows = random_rows();
    for (const double threshold : {0.0, -1.0, std::nan("")}) {
        CHECK_THROWS_AS(similarity::similar_pairs(rows.view(), threshold, {}, {}), std::invalid_argument);
    }
}

TEST_CASE("more pairs than asked for are refused, as many are not") {
    const vectors::Csr rows = random_rows();
    const std::size_t all = similarity::similar_pairs(rows.view(), 0.5, {}, {1, {}}).size();
    CHECK(similarity::similar_pairs(rows.view(), 0.5, {}, {2, {}}, all).size() == all);
    CHECK_THROWS_AS(similarity::similar_pairs(rows.view(), 0.5, {}, {2, {}}, all - 1), std::length_error);
}

TEST_CASE("pairs are found inside a block of the index and across two") {
    // Rows with a column of their own each, but for three that share one with a row far away.
    constexpr std::size_t rows_there = 70'000;
    vectors::Csr rows;
    rows.columns = rows_there;
    for (std::size_t row = 0; row < rows_there; ++row) {
        const bool planted = row == 60'001 || row == 69'999 || row == 12;
        rows.column.push_back(planted ? 5 : static_cast<std::int32_t>(row));
        rows.value.push_back(1);
        rows.row_begin.push_back(static_cast<std::int64_t>(rows.column.size()));
    }
    const Pairs found = similarity::similar_pairs(rows.view(), 0.5, {}, {});
    CHECK(found.a == std::vector<std::uint32_t>{5, 5, 5, 12, 12, 60'001});
    CHECK(found.b == std::vector<std::uint32_t>{12, 60'001, 69'999, 60'001, 69'999, 69'999});
}

TEST_CASE("rows of any length have the pairs that comparing all finds") {
    vectors::Csr rows = random_rows();
    for (std::size_t row = 0; row < kRows; ++row) {
        for (std::size_t at = rows.view().begin(row); at < rows.view().end(row); ++at) {
            rows.value[at] *= std::pow(10.0, static_cast<double>(row % 7) - 4);
        }
    }
    for (const double threshold : {1e-5, 0.01, 0.5}) {
        check_equal(similarity::similar_pairs(rows.view(), threshold, {}, {}),
                    reference::every_pair(rows.view(), threshold));
    }
}

TEST_CASE("a tiny threshold finds the pairs that share something, and no others") {
    vectors::Csr rows = random_rows();
    for (double& value : rows.value) value = std::abs(value);
    const Pairs found = similarity::similar_pairs(rows.view(), 1e-12, {}, {.n_jobs = 2});
    Pairs expected = reference::every_pair(rows.view(), 1e-12);
    CHECK(found.size() < expected.size());
    std::size_t sharing = 0;
    for (const double similarity : expected.similarity) sharing += similarity > 0 ? 1 : 0;
    CHECK(found.size() == sharing);
    const std::vector<double> values = dense(rows.view());
    check_equal(similarity::similar_pairs(vectors::DenseView{values, kColumns}, 1e-12, {}, {}), found);
}

TEST_CASE(
    "neighbours are the same where hardly a row has as many, and where similarities are too small for whole numbers") {
    // Rows of a column of their own and of a share, which grows from nearly nothing, of one that all have.
    constexpr std::size_t rows_there = 300;
    vectors::Csr rows;
    rows.columns = rows_there + 1;
    for (std::size_t row = 0; row < rows_there; ++row) {
        const double share = row % 3 == 0 ? 0 : std::pow(10.0, static_cast<double>(row % 7) - 6.5);
        if (share > 0) {
            rows.column.push_back(0);
            rows.value.push_back(share);
        }
        rows.column.push_back(static_cast<std::int32_t>(row + 1));
        rows.value.push_back(std::sqrt(1 - share * share));
        rows.row_begin.push_back(static_cast<std::int64_t>(rows.column.size()));
    }
    const Pairs all = reference::every_pair(rows.view(), 1e-9);
    for (const std::size_t count : {1, 5, 1000}) {
        const Pairs found = similarity::nearest(rows.view(), count, in_order(rows_there), {}, {});
        const std::vector<double> values = dense(rows.view());
        check_equal(similarity::nearest(vectors::DenseView{values, rows.columns}, count, in_order(rows_there), {}, {}),
                    found);
        std::vector<std::vector<std::pair<double, std::uint32_t>>> expected(rows_there);
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all.similarity[i] <= similarity::kRounding) continue;
            expected[all.a[i]].emplace_back(-all.similarity[i], all.b[i]);
            expected[all.b[i]].emplace_back(-all.similarity[i], all.a[i]);
        }
        std::size_t at = 0;
        for (std::uint32_t row = 0; row < rows_there; ++row) {
            std::sort(expected[row].begin(), expected[row].end());
            for (std::size_t i = 0; i < std::min(count, expected[row].size()); ++i, ++at) {
                REQUIRE(at < found.size());
                CHECK(found.a[at] == row);
                CHECK(found.b[at] == expected[row][i].second);
            }
        }
        CHECK(at == found.size());
    }
}

TEST_CASE("neighbours and pairs do not depend on the threads, also over more rows than a block holds") {
    std::mt19937 generator(11);
    constexpr std::size_t rows_there = 5000;
    vectors::Csr rows;
    rows.columns = 400;
    for (std::size_t row = 0; row < rows_there; ++row) {
        for (std::size_t column = generator() % 40; column < rows.columns; column += 1 + generator() % 80) {
            rows.column.push_back(static_cast<std::int32_t>(column));
            rows.value.push_back(static_cast<double>(1 + generator() % 9) / 20);
        }
        rows.row_begin.push_back(static_cast<std::int64_t>(rows.column.size()));
    }
    const std::vector<double> values = dense(rows.view());
    const vectors::DenseView view{values, rows.columns};
    const Pairs one = similarity::nearest(rows.view(), 6, in_order(rows_there), {}, {.n_jobs = 1});
    check_equal(similarity::nearest(rows.view(), 6, in_order(rows_there), {}, {.n_jobs = 4}), one);
    check_equal(similarity::nearest(view, 6, in_order(rows_there), {}, {.n_jobs = 4}), one);
    const Pairs pairs = similarity::similar_pairs(rows.view(), 0.1, {}, {.n_jobs = 4});
    CHECK(pairs.size() > 100);
    check_equal(similarity::similar_pairs(view, 0.1, {}, {.n_jobs = 1}), pairs);
}
