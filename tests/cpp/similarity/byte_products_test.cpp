#include "../../../cpp/src/similarity/byte_products.hpp"

#include <random>
#include <vector>

#include <doctest/doctest.h>

using namespace wirecopy::similarity;

TEST_CASE("every way to multiply bytes gives the products of whole numbers, also the largest") {
    std::mt19937 generator(5);
    for (const std::size_t quads : {std::size_t{1}, std::size_t{3}, std::size_t{64}}) {
        for (const bool largest : {false, true}) {
            std::vector<std::uint8_t> block(kBlockRows * quads * kQuad);
            for (auto& value : block) value = static_cast<std::uint8_t>(largest ? 255 : generator() % 256);
            std::vector<std::vector<std::int8_t>> rows(kQueries, std::vector<std::int8_t>(quads * kQuad));
            std::array<const std::int8_t*, kQueries> queries{};
            for (std::size_t query = 0; query < kQueries; ++query) {
                for (auto& value : rows[query]) {
                    value = static_cast<std::int8_t>(largest ? -127 : static_cast<int>(generator() % 255) - 127);
                }
                queries[query] = rows[query].data();
            }
            BlockProducts expected{};
            for (std::size_t query = 0; query < kQueries; ++query) {
                for (std::size_t row = 0; row < kBlockRows; ++row) {
                    for (std::size_t i = 0; i < quads * kQuad; ++i) {
                        const std::size_t quad = row / kGroupRows * quads + i / kQuad;
                        const int value = block[(quad * kGroupRows + row % kGroupRows) * kQuad + i % kQuad];
                        expected[query][row] += value * rows[query][i];
                    }
                }
            }
            for (const MultiplyBytes multiply : multiply_bytes_here()) {
                BlockProducts found{};
                multiply(queries, block.data(), quads, found);
                CHECK(found == expected);
            }
        }
    }
}
