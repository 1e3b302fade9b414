#include "../../../cpp/src/vectors/row_sums.hpp"

#include <cmath>
#include <cstring>
#include <numeric>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/vectors/static_embeddings.hpp"

using namespace wirecopy::vectors;

namespace {

/// What IEEE 754 says a number of 16 bits is.
double value_of(Half half) {
    const int exponent = half.bits >> 10U & 31U;
    const double sign = (half.bits >> 15U) != 0 ? -1 : 1;
    const double fraction = (half.bits & 1023U) / 1024.0;
    if (exponent == 31) return fraction == 0 ? sign * INFINITY : NAN;
    return sign * (exponent == 0 ? std::ldexp(fraction, -14) : std::ldexp(1 + fraction, exponent - 15));
}

bool same(const std::vector<float>& a, const std::vector<float>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

}  // namespace

TEST_CASE("a half is what its bits say, on every path") {
    std::vector<Half> all(1U << 16U);
    for (std::size_t i = 0; i < all.size(); ++i) all[i].bits = static_cast<std::uint16_t>(i);
    for (const AddRows<Half> add : add_rows_here<Half>()) {
        std::vector<float> sums(all.size());
        add(std::vector<PieceCount>{{0, 1}}, all.data(), {}, sums);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const double expected = value_of(all[i]);
            CHECK((std::isnan(expected) ? std::isnan(sums[i]) : sums[i] == static_cast<float>(expected)));
        }
    }
}

TEST_CASE("every way to add rows gives the same sums, whatever is left over") {
    std::mt19937 generator(7);
    for (const std::size_t dimensions : {std::size_t{1}, std::size_t{7}, std::size_t{8}, std::size_t{257}}) {
        std::vector<float> table(50 * dimensions);
        for (float& value : table) value = static_cast<float>(generator()) / 1e9F - 2;
        std::vector<float> weights(50);
        for (float& weight : weights) weight = static_cast<float>(generator()) / 4e9F;
        std::vector<PieceCount> rows;
        for (std::uint32_t i = 0; i < 90; ++i)
            rows.push_back({static_cast<std::uint32_t>(generator() % 50), 1 + i % 3});
        for (const bool weighed : {false, true}) {
            const std::span<const float> some = weighed ? std::span<const float>(weights) : std::span<const float>();
            std::vector<float> expected(dimensions);
            for (const auto& [piece, times] : rows) {
                const float factor = static_cast<float>(times) * (weighed ? weights[piece] : 1.0F);
                for (std::size_t at = 0; at < dimensions; ++at) {
                    const float product = factor * table[piece * dimensions + at];
                    expected[at] += product;
                }
            }
            for (const AddRows<float> add : add_rows_here<float>()) {
                std::vector<float> sums(dimensions);
                add(rows, table.data(), some, sums);
                CHECK(same(sums, expected));
            }
        }
    }
}

TEST_CASE("means of counted pieces are those of their rows, and a document without pieces has none") {
    const std::vector<float> table{1, 2, 10, 20, 100, 200};
    const std::vector<std::int64_t> begin{0, 2, 2, 3};
    const std::vector<std::int32_t> column{0, 2, 1};
    const std::vector<double> times{3, 1, 5};
    const CsrView counts{begin, column, times, 3};
    const PieceTable view{std::span<const float>(table), 2};
    CHECK(mean_rows(counts, view, {.n_jobs = 1}) == std::vector<float>{103 / 4.0F, 206 / 4.0F, 0, 0, 10, 20});
    CHECK_THROWS_WITH(mean_rows(CsrView{begin, column, times, 4}, view, {.n_jobs = 1}),
                      "the table has 3 rows for 4 pieces");
}
