#include "wirecopy/similarity/pair_filter.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace wirecopy;

namespace {

constexpr std::int64_t kDay = 86'400'000'000;

/// Documents 0 and 1 of source 0, 2 of source 1, 3 and 4 of none; published on day 0, at the start of day 3, on day 5,
/// and never.
struct FiveDocuments {
    std::string ids = "01234";
    std::vector<std::int64_t> id_offsets = {0, 1, 2, 3, 4, 5};
    std::vector<std::int64_t> text_offsets = {0, 0, 0, 0, 0, 0};
    documents::Corpus corpus{{documents::Batch{"", text_offsets}},
                             {{ids, id_offsets},
                              {0, 0, 1, -1, -1},
                              {0, 0, 1, -1, -1},
                              {{0, kDay}, {3 * kDay, 3 * kDay}, {5 * kDay, 6 * kDay}, {}, {}}},
                             nullptr};
};

}  // namespace

TEST_CASE("without documents every pair passes") {
    CHECK(similarity::PairFilter{}.passes(0, 1));
}

TEST_CASE("only two documents of one known source have the same source") {
    const FiveDocuments five;
    const similarity::PairFilter filter{&five.corpus, true, {}};
    CHECK_FALSE(filter.passes(0, 1));
    CHECK(filter.passes(0, 2));
    CHECK(filter.passes(2, 3));
    CHECK(filter.passes(3, 4));
}

TEST_CASE("a pair passes while its closest moments are no further apart than the lag") {
    const FiveDocuments five;
    const auto passes = [&](std::int64_t lag, std::size_t a, std::size_t b) {
        const similarity::PairFilter filter{&five.corpus, false, lag};
        CHECK(filter.passes(a, b) == filter.passes(b, a));
        return filter.passes(a, b);
    };
    CHECK(passes(2 * kDay, 0, 1));
    CHECK_FALSE(passes(2 * kDay - 1, 0, 1));
    CHECK(passes(4 * kDay, 0, 2));
    CHECK_FALSE(passes(4 * kDay - 1, 0, 2));
    CHECK(passes(0, 0, 3));
    CHECK(passes(0, 3, 4));
}
