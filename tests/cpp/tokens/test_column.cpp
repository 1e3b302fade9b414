#include <cstddef>
#include <cstdint>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/tokens/column.hpp"
#include "wirecopy/tokens/columns_on_disk.hpp"

using wirecopy::tokens::Column;

namespace {

/// Whether a column that grows to `size`, then gives room back, holds what was put into it, on its own thread.
bool keeps_its_values(std::uint64_t seed, std::size_t size) {
    Column<std::uint64_t> column;
    for (std::size_t i = 0; i < size; ++i) column.push_back(seed + i);
    Column<std::uint64_t> moved = std::move(column);
    moved.resize(size / 3);
    moved.shrink_to_fit();
    moved.append(std::vector<std::uint64_t>(size, seed));
    for (std::size_t i = 0; i < moved.size(); ++i) {
        if (moved[i] != (i < size / 3 ? seed + i : seed)) return false;
    }
    return moved.size() == size / 3 + size;
}

}  // namespace

TEST_CASE("columns keep their values while they grow and shrink, in memory that others used before") {
    for (const std::size_t size : {10, 5'000, 600'000, 1'500'000, 4'000'000}) {
        CAPTURE(size);
        std::vector<int> good(3);
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < good.size(); ++i) {
            threads.emplace_back([&good, i, size] { good[i] = keeps_its_values(i << 40U, size) ? 1 : 0; });
        }
        for (std::thread& thread : threads) thread.join();
        CHECK(good == std::vector<int>{1, 1, 1});
        CHECK(keeps_its_values(7, size));
    }
}

TEST_CASE("columns on disk hold what columns in memory do, and outlive what put them there") {
    constexpr std::size_t kSize = 3'000'000;
    Column<std::uint32_t> column;
    column.push_back(7);
    {
        const wirecopy::tokens::ColumnsOnDisk disk;
        for (std::uint32_t i = 1; i < kSize; ++i) column.push_back(7 * i);
        Column<std::uint32_t> gone;
        gone.resize(kSize);
    }
    for (std::uint32_t i = 1; i < kSize; ++i) REQUIRE(column[i] == 7 * i);
    column.resize(2 * kSize);
    CHECK(column[0] == 7);
    CHECK(column[kSize - 1] == 7 * (kSize - 1));
}
