#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/tokens/column.hpp"
#include "wirecopy/tokens/disk.hpp"

#ifdef __linux__
#include <unistd.h>
#endif

using wirecopy::tokens::Column;
using wirecopy::tokens::disk_folder;
using wirecopy::tokens::DiskError;
using wirecopy::tokens::Storage;

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

TEST_CASE("columns on disk hold what columns in memory do, and the others lie in memory meanwhile") {
    constexpr std::size_t kSize = 3'000'000;
    const auto mapped_files = [] {
        std::ifstream maps("/proc/self/maps");
        std::size_t count = 0;
        for (std::string line; std::getline(maps, line);) count += line.find("/wirecopy-") != std::string::npos ? 1 : 0;
        return count;
    };
    Column<std::uint32_t> column(Storage::disk);
    for (std::uint32_t i = 0; i < kSize; ++i) column.push_back(7 * i);
    CHECK(mapped_files() <= 1);  // none where there is no /proc
    Column<std::uint32_t> in_memory;
    in_memory.resize(kSize);
    CHECK(mapped_files() <= 1);
    const Column<std::uint32_t> moved = std::move(column);
    for (std::uint32_t i = 0; i < kSize; ++i) REQUIRE(moved[i] == 7 * i);
}

TEST_CASE("columns that are settled lie on disk without an open file, and shrink and grow all the same") {
    const auto open_files = [] {
        std::error_code none;
        const std::filesystem::directory_iterator files("/proc/self/fd", none);
        return none ? 0 : std::distance(begin(files), end(files));
    };
    const auto before = open_files();
    std::vector<Column<std::uint64_t>> columns;
    for (std::uint64_t i = 0; i < 20; ++i) {
        columns.emplace_back(Storage::disk).resize(600'000);
        for (std::size_t place = 0; place < 600'000; ++place) columns.back()[place] = i;
        columns.back().settle();
    }
    CHECK(open_files() == before);
    for (Column<std::uint64_t>& column : columns) {
        column.shrink_to_fit();
        column.push_back(7);
        column.reserve(2'000'000);
        column.shrink_to_fit();
        column.reserve(1'000'000);
    }
    for (std::uint64_t i = 0; i < 20; ++i) {
        REQUIRE(columns[i].size() == 600'001);
        for (std::size_t place = 0; place < 600'000; ++place) REQUIRE(columns[i][place] == i);
        REQUIRE(columns[i].back() == 7);
    }
}

TEST_CASE("what no disk has room for is an error that names the folder, and what was there stays") {
    Column<std::uint64_t> column(Storage::disk);
    column.resize(1'000'000);
    column[999'999] = 17;
    try {
        column.reserve(std::size_t{1} << 55U);
        FAIL("there was room");
    } catch (const DiskError& error) {
        CHECK(error.folder() == disk_folder());
        CHECK(std::string(error.what()).find("TMPDIR") != std::string::npos);
    } catch (const std::bad_alloc&) {
        // where columns cannot lie on disk
    }
    CHECK(column.size() == 1'000'000);
    CHECK(column[999'999] == 17);
}

#ifdef __linux__
TEST_CASE("a folder that is held in memory is no place for what is to lie on disk") {
    if (access("/dev/shm", W_OK) != 0) {
        MESSAGE("skipped: there is no /dev/shm");
        return;
    }
    const char* const before = std::getenv("TMPDIR");
    const std::string kept = before == nullptr ? "" : before;
    setenv("TMPDIR", "/dev/shm", 1);
    CHECK_THROWS_AS(disk_folder(), DiskError);
    unsetenv("TMPDIR");
    CHECK_NOTHROW(disk_folder());
    if (before != nullptr) setenv("TMPDIR", kept.c_str(), 1);
}
#endif
