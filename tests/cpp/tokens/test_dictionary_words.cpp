#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <unicode/brkiter.h>
#include <unicode/bytestrie.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/udata.h>
#include <unicode/unistr.h>

#include "wirecopy/tokens/tokenize.hpp"

#include "support/shared_data.hpp"

namespace {

using namespace wirecopy;

/// In UTF-16: in UTF-8 ICU 72 cuts Burmese elsewhere.
std::vector<std::uint32_t> ends_by_icu(icu::BreakIterator& words, const std::string& run) {
    const auto utf16 = icu::UnicodeString::fromUTF8(run);
    words.setText(utf16);
    std::vector<std::uint32_t> ends;
    std::uint32_t end = 0;
    for (int from = 0, to = words.next(); to >= 0; from = to, to = words.next()) {
        std::string word;
        utf16.tempSubStringBetween(from, to).toUTF8String(word);
        ends.push_back(end += static_cast<std::uint32_t>(word.size()));
    }
    return ends;
}

std::unique_ptr<icu::BreakIterator> icu_words() {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> words(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    REQUIRE(U_SUCCESS(status));
    return words;
}

std::vector<std::uint32_t> our_ends(tokens::Tokenizer& tokenizer, std::string_view run) {
    const tokens::TokenView view = tokenizer.read(run);
    std::vector<std::uint32_t> ends;
    for (std::size_t i = 0; i < view.size(); ++i) ends.push_back(view.span(i).end);
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

/// Letters of Southeast Asian scripts that can be seen.
bool is_letter(char16_t c) {
    return u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT &&
           u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) == 0;
}

std::vector<char16_t> letters_of(char16_t block) {
    std::vector<char16_t> letters;
    for (int i = 0; i < 0x80; ++i) {
        if (is_letter(static_cast<char16_t>(block + i))) letters.push_back(static_cast<char16_t>(block + i));
    }
    return letters;
}

/// The words of a dictionary of ICU's whose letters are offsets, without those that hold digits.
std::vector<icu::UnicodeString> words_of(const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UDataMemory, decltype(&udata_close)> data(
        udata_open(U_ICUDATA_NAME U_TREE_SEPARATOR_STRING "brkitr", "dict", name, &status), &udata_close);
    REQUIRE(U_SUCCESS(status));
    const auto* header = static_cast<const std::int32_t*>(udata_getMemory(data.get()));
    const auto first = static_cast<char16_t>(header[5] & 0xFFFF);
    std::vector<icu::UnicodeString> words;
    icu::BytesTrie::Iterator word(reinterpret_cast<const char*>(header) + header[0], 0, status);
    while (word.next(status)) {
        icu::UnicodeString letters;
        for (const char byte :
             std::string_view(word.getString().data(), static_cast<std::size_t>(word.getString().length()))) {
            letters += static_cast<char16_t>(first + static_cast<unsigned char>(byte));
        }
        const auto* const text = letters.getBuffer();
        if (std::all_of(text, text + letters.length(), is_letter)) words.push_back(letters);
    }
    return words;
}

}  // namespace

TEST_CASE("words of Han and Kana are those of ICU's dictionary") {
    const auto words = icu_words();
    tokens::Tokenizer tokenizer;
    std::mt19937 random(3);
    for (int round = 0; round < 20000; ++round) {
        const std::string run = random_run(random);
        CAPTURE(run);
        REQUIRE(our_ends(tokenizer, run) == ends_by_icu(*words, run));
    }
}

TEST_CASE("words of Thai, Lao, Khmer and Burmese are those of ICU's dictionaries, letters in any order") {
    const auto words = icu_words();
    tokens::Tokenizer tokenizer;
    std::mt19937 random(4);
    for (const char16_t block : {u'\u0E00', u'\u0E80', u'\u1000', u'\u1780'}) {
        const std::vector<char16_t> letters = letters_of(block);
        REQUIRE(letters.size() > 40);
        for (int round = 0; round < 10000; ++round) {
            icu::UnicodeString utf16(letters[random() % letters.size()]);
            // Few different letters make more words.
            const std::size_t different = 2 + random() % letters.size();
            const std::size_t first = random();
            for (std::size_t i = random() % 30; i > 0; --i) {
                utf16.append(letters[(first + random() % different) % letters.size()]);
            }
            std::string run;
            utf16.toUTF8String(run);
            CAPTURE(run);
            REQUIRE(our_ends(tokenizer, run) == ends_by_icu(*words, run));
        }
    }
}

TEST_CASE("words of Thai, Lao, Khmer and Burmese are those of ICU's dictionaries, words in any order and damaged") {
    const auto words = icu_words();
    tokens::Tokenizer tokenizer;
    std::mt19937 random(5);
    for (const char* name : {"thaidict", "laodict", "burmesedict", "khmerdict"}) {
        const std::vector<icu::UnicodeString> known = words_of(name);
        for (int round = 0; round < 10000; ++round) {
            icu::UnicodeString utf16;
            for (std::size_t i = 1 + random() % 8; i > 0; --i) utf16 += known[random() % known.size()];
            for (std::size_t i = random() % 4; i > 0 && utf16.length() > 1; --i) {
                utf16.remove(static_cast<int>(random() % static_cast<unsigned>(utf16.length())), 1);
            }
            std::string run;
            utf16.toUTF8String(run);
            CAPTURE(run);
            REQUIRE(our_ends(tokenizer, run) == ends_by_icu(*words, run));
        }
    }
}

TEST_CASE("words of Thai are those of ICU's dictionary in an encyclopedia") {
    const auto text = testing::shared_data("text/wikipedia/thai.utf8.txt");
    if (!text) return;
    const auto words = icu_words();
    tokens::Tokenizer tokenizer;
    const auto utf16 = icu::UnicodeString::fromUTF8(*text);
    std::size_t runs = 0;
    const auto is_thai = [&](int at) { return utf16[at] >= 0x0E01 && utf16[at] <= 0x0E4E && utf16[at] != 0x0E3F; };
    for (int from = 0; from < utf16.length(); ++from) {
        int to = from;
        while (to < utf16.length() && is_thai(to)) ++to;
        if (from == to) continue;
        std::string run;
        utf16.tempSubStringBetween(from, to).toUTF8String(run);
        CAPTURE(run);
        REQUIRE(our_ends(tokenizer, run) == ends_by_icu(*words, run));
        ++runs;
        from = to;
    }
    CHECK(runs > 1000);
}
