#include <doctest/doctest.h>

#include "../../../cpp/src/reuse/equal_words.hpp"
#include "support/random_text.hpp"

using wirecopy::reuse::equal_word_finders;
using wirecopy::reuse::EqualWords;
using wirecopy::reuse::kWindowWords;
using wirecopy::reuse::WindowWords;
using wirecopy::reuse::Word;
using wirecopy::testing::below;
using wirecopy::testing::Random;

TEST_CASE("every finder tells of each word which of the others are equal to it") {
    Random random(1);
    for (std::uint32_t kinds = 1; kinds < 60; ++kinds) {
        WindowWords a;
        WindowWords b;
        for (WindowWords* side : {&a, &b}) {
            for (Word& word : *side) word = static_cast<Word>(below(random, kinds) * 2654435761U);
        }
        WindowWords expected{};
        for (std::size_t i = 0; i < kWindowWords; ++i) {
            for (std::size_t j = 0; j < kWindowWords; ++j) {
                if (a[i] == b[j]) expected[i] |= Word{1} << j;
            }
        }
        for (const EqualWords find : equal_word_finders()) {
            WindowWords equal;
            equal.fill(7);
            find(a, b, equal);
            REQUIRE(equal == expected);
        }
    }
}
