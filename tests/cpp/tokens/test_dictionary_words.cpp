#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>

#include "wirecopy/tokens/tokenize.hpp"

namespace {

using namespace wirecopy;

std::vector<std::uint32_t> ends_by_icu(icu::BreakIterator& words, const std::string& run) {
    UErrorCode status = U_ZERO_ERROR;
    UText text = UTEXT_INITIALIZER;
    utext_openUTF8(&text, run.data(), static_cast<std::int64_t>(run.size()), &status);
    words.setText(&text, status);
    std::vector<std::uint32_t> ends;
    for (int at = words.next(); at >= 0; at = words.next()) ends.push_back(static_cast<std::uint32_t>(at));
    utext_close(&text);
    return ends;
}

/// Characters from `first` on.
struct Block {
    char16_t first;
    std::size_t size;
};

std::string random_run(std::mt19937& random) {
    // Katakana that ICU takes for words by their length, Hiragana, iteration marks, frequent and all Han.
    const std::vector<Block> blocks = {{0x30A1, 90},  {0x30FC, 3},     {0x3041, 86},
                                       {0x4E00, 500}, {0x4E00, 20992}, {0x3005, 1}};
    icu::UnicodeString run;
    const std::size_t parts = 1 + random() % 6;
    for (std::size_t part = 0; part < parts; ++part) {
        const Block& block = blocks[random() % blocks.size()];
        for (std::size_t i = random() % 24; i > 0; --i) {
            run.append(static_cast<char16_t>(block.first + random() % block.size));
        }
    }
    std::string bytes;
    return run.toUTF8String(bytes);
}

}  // namespace

TEST_CASE("words of Han and Kana are those of ICU's dictionary") {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> words(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    REQUIRE(U_SUCCESS(status));
    tokens::Tokenizer tokenizer;
    std::mt19937 random(3);
    for (int round = 0; round < 20000; ++round) {
        const std::string run = random_run(random);
        CAPTURE(run);
        const tokens::TokenView view = tokenizer.read(run);
        std::vector<std::uint32_t> ends;
        for (std::size_t i = 0; i < view.size(); ++i) ends.push_back(view.span(i).end);
        REQUIRE(ends == ends_by_icu(*words, run));
    }
}
