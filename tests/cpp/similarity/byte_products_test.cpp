#include "../../../cpp/src/similarity/byte_products.hpp"

#include <random>
#include <vector>

#include <doctest/doctest.h>

using namespace wirecopy::similarity;

TEST_CASE("every way to multiply bytes gives the products of whole numbers, also the largest") {
    std::mt19937 generator(5);
    for (const std::size_t quads : {std::size_t{1}, std::size_t{3}, std::size_t{64}}) {
        for (const bool largest : {false, true}) {
            std::vector<std::uint8_t> values(kTileRows * quads * kQuad);
            for (auto& value : values) value = static_cast<std::uint8_t>(largest ? 255 : generator() % 256);
            std::vector<std::vector<std::int8_t>> rows(kQueries, std::vector<std::int8_t>(quads * kQuad));
            ByteQueries queries{};
            for (std::size_t query = 0; query < kQueries; ++query) {
                for (auto& value : rows[query]) {
                    value = static_cast<std::int8_t>(largest ? -127 : static_cast<int>(generator() % 255) - 127);
                }
                queries.values[query] = rows[query].data();
                queries.shifts[query] = static_cast<std::int32_t>(query) * 1000;
                queries.factors[query] = 1 + static_cast<float>(query);
            }
            std::vector<float> factors(kTileRows);
            for (auto& factor : factors) factor = static_cast<float>(generator() % 8);
            std::vector<std::vector<float>> expected(kQueries, std::vector<float>(kTileRows));
            for (std::size_t query = 0; query < kQueries; ++query) {
                for (std::size_t row = 0; row < kTileRows; ++row) {
                    int sum = -queries.shifts[query];
                    for (std::size_t i = 0; i < quads * kQuad; ++i) {
                        const std::size_t quad = row / kGroupRows * quads + i / kQuad;
                        sum += values[(quad * kGroupRows + row % kGroupRows) * kQuad + i % kQuad] * rows[query][i];
                    }
                    expected[query][row] = static_cast<float>(sum) * (queries.factors[query] * factors[row]);
                }
            }
            for (const MultiplyBytes multiply : multiply_bytes_here()) {
                std::vector<std::vector<float>> found(kQueries, std::vector<float>(kTileRows));
                std::array<float*, kQueries> to{};
                for (std::size_t query = 0; query < kQueries; ++query) to[query] = found[query].data();
                multiply(queries, {values.data(), quads, factors.data()}, to);
                CHECK(found == expected);
            }
        }
    }
}
