#include <algorithm>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "../../../cpp/src/reuse/count_alike.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::alike_counters;
using wirecopy::reuse::CountAlike;
using wirecopy::reuse::kBandDrift;
using wirecopy::reuse::kBandWords;
using wirecopy::reuse::Word;
using wirecopy::testing::below;
using wirecopy::testing::Random;

TEST_CASE("a word is alike where it stands at most three words away, whatever instructions count") {
    Random random(1);
    for (int round = 0; round < 2000; ++round) {
        const std::size_t vocabulary = 1 + below(random, 100);
        std::vector<Word> a(kBandWords);
        std::vector<Word> b(kBandWords + 2 * kBandDrift);
        for (auto* words : {&a, &b}) {
            for (Word& word : *words) word = static_cast<Word>(below(random, vocabulary) * 2654435761U) | 1U;
        }
        std::uint32_t expected = 0;
        for (std::int32_t word = 0; word < kBandWords; ++word) {
            const auto from = b.begin() + word;
            expected += std::count(from, from + 2 * kBandDrift + 1, a[static_cast<std::size_t>(word)]) > 0 ? 1 : 0;
        }
        for (const CountAlike count : alike_counters()) REQUIRE(count(a.data(), b.data() + kBandDrift) == expected);
    }
}
