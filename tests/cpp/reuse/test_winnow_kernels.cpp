#include <algorithm>
#include <cstdint>
#include <set>
#include <vector>

#include <doctest/doctest.h>

#include "../../../cpp/src/reuse/winnow_kernels.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::winnow_kernels;
using wirecopy::reuse::WinnowKernel;
using wirecopy::reuse::Word;
using wirecopy::testing::below;
using wirecopy::testing::Random;

namespace {

using Numbers = std::vector<std::uint64_t>;

/// Of each window the last of the smallest, counted from its first.
Numbers least_by_looking(const Numbers& hash, std::size_t window) {
    Numbers least;
    for (std::size_t first = 0; first + window <= hash.size(); ++first) {
        std::uint64_t at = 0;
        for (std::size_t i = 0; i < window; ++i) at = hash[first + i] <= hash[first + at] ? i : at;
        least.push_back(at);
    }
    return least;
}

}  // namespace

TEST_CASE("every kernel hashes runs alike, equal runs equally and others not") {
    Random random(1);
    for (std::size_t size = 9; size < 200; ++size) {
        std::vector<Word> words(size);
        for (Word& word : words) word = static_cast<Word>(below(random, 3) * 2654435761U) | 1U;
        for (const std::uint32_t run : {1U, 4U, 5U, 8U, 9U}) {
            Numbers expected;
            winnow_kernels().front().hash_runs(words, run, expected);
            REQUIRE(expected.size() == size - run + 1);
            std::set<std::vector<Word>> runs;
            for (std::size_t i = 0; i < expected.size(); ++i) {
                const auto from = words.begin() + static_cast<std::ptrdiff_t>(i);
                runs.insert(std::vector<Word>(from, from + run));
            }
            CHECK(std::set<std::uint64_t>(expected.begin(), expected.end()).size() == runs.size());
            for (const WinnowKernel& kernel : winnow_kernels()) {
                Numbers hash(300, 7);
                kernel.hash_runs(words, run, hash);
                REQUIRE(hash == expected);
            }
        }
    }
}

TEST_CASE("every kernel finds the last of the smallest of a window") {
    Random random(2);
    for (std::size_t size = 5; size < 100; ++size) {
        Numbers hash(size);
        for (std::uint64_t& one : hash) one = below(random, 4) * 0x7000000000000001U;
        for (const WinnowKernel& kernel : winnow_kernels()) {
            Numbers two(size - 1);
            kernel.least_of_two(hash, two);
            REQUIRE(two == least_by_looking(hash, 2));
            Numbers five(size - 4);
            kernel.least_of_five(hash, five);
            REQUIRE(five == least_by_looking(hash, 5));
        }
    }
}
