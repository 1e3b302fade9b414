#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <random>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/parallel/sort.hpp"

using wirecopy::parallel::Control;
using wirecopy::parallel::sort;

namespace {

std::vector<std::uint64_t> random_values(std::size_t size, std::uint64_t most) {
    std::mt19937_64 random(size);
    std::vector<std::uint64_t> values(size);
    for (std::uint64_t& value : values) value = random() % most;
    return values;
}

}  // namespace

TEST_CASE("values are sorted as std::sort does, by any order and number of threads") {
    for (const std::size_t size : {0U, 1U, 2U, 1000U, 300000U}) {
        for (const std::uint64_t most : {std::uint64_t{3}, ~std::uint64_t{0}}) {
            for (const int n_jobs : {1, 2, 7}) {
                std::vector<std::uint64_t> values = random_values(size, most);
                std::vector<std::uint64_t> expected = values;
                std::sort(expected.begin(), expected.end(), std::greater<>());
                sort(values, Control{.n_jobs = n_jobs}, std::greater<>());
                CHECK(values == expected);
            }
        }
    }
}

TEST_CASE("a sort stops when its checkpoint throws, and the exception is passed on") {
    for (const int n_jobs : {1, 2}) {
        std::vector<std::uint64_t> values = random_values(1'000'000, ~std::uint64_t{0});
        std::size_t asked = 0;
        const Control control{n_jobs, [&](std::size_t done, std::size_t total) {
                                  CHECK(done <= total);
                                  ++asked;
                                  throw std::runtime_error("stop");
                              }};
        CHECK_THROWS_WITH(sort(values, control), "stop");
        CHECK(asked == 1);
    }
}
