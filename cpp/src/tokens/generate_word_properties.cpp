// Prints word_properties.cpp: the properties that word_properties.hpp names, of every code point, as ICU knows them.
// Not part of the library; the tests run it and compare what it prints with what is checked in.

#include <array>
#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "word_properties.hpp"

namespace {

using wirecopy::tokens::Weight;
using wirecopy::tokens::WordClass;
using wirecopy::tokens::WordProperty;
using Block = std::array<std::uint8_t, 64>;

WordClass word_class(UChar32 c) {
    const bool pictograph = u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) != 0;
    if (c == ':') return WordClass::colon;
    switch (u_getIntPropertyValue(c, UCHAR_WORD_BREAK)) {
        case U_WB_CR:
            return WordClass::cr;
        case U_WB_LF:
            return WordClass::lf;
        case U_WB_NEWLINE:
            return WordClass::newline;
        case U_WB_EXTEND:
            return WordClass::extend;
        case U_WB_ZWJ:
            return WordClass::zwj;
        case U_WB_REGIONAL_INDICATOR:
            return WordClass::regional_indicator;
        case U_WB_FORMAT:
            return WordClass::format;
        case U_WB_KATAKANA:
            return WordClass::katakana;
        case U_WB_HEBREW_LETTER:
            return WordClass::hebrew_letter;
        case U_WB_ALETTER:
            return pictograph ? WordClass::pictograph_letter : WordClass::letter;
        case U_WB_SINGLE_QUOTE:
            return WordClass::single_quote;
        case U_WB_DOUBLE_QUOTE:
            return WordClass::double_quote;
        case U_WB_MIDNUMLET:
            return WordClass::mid_num_let;
        case U_WB_MIDLETTER:
            return WordClass::mid_letter;
        case U_WB_MIDNUM:
            return WordClass::mid_num;
        case U_WB_NUMERIC:
            return WordClass::numeric;
        case U_WB_EXTENDNUMLET:
            return WordClass::extend_num_let;
        case U_WB_WSEGSPACE:
            return WordClass::space;
        default:
            return pictograph ? WordClass::pictograph : WordClass::other;
    }
}

/// The scripts for which ICU has dictionaries.
bool has_dictionary(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
            return true;
        case USCRIPT_THAI:
        case USCRIPT_LAO:
        case USCRIPT_KHMER:
        case USCRIPT_MYANMAR:
            return u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
        default:
            return c == 0x30FC || c == 0xFF70;  // the long vowel mark belongs to both Kana
    }
}

Weight weight(UChar32 c, WordClass word_class) {
    const int category = u_charType(c);
    const bool letter = word_class == WordClass::letter || word_class == WordClass::hebrew_letter ||
                        word_class == WordClass::katakana || word_class == WordClass::pictograph_letter;
    if (u_isUWhiteSpace(c) != 0 || category == U_CONTROL_CHAR) return Weight::blank;
    if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0) return Weight::blank;
    if (word_class == WordClass::extend || word_class == WordClass::format) return Weight::mark;
    if (letter || u_isUAlphabetic(c) != 0) return has_dictionary(c) ? Weight::dictionary : Weight::word;
    if (word_class == WordClass::numeric || category == U_DECIMAL_DIGIT_NUMBER) return Weight::number;
    return u_ispunct(c) != 0 ? Weight::punctuation : Weight::symbol;
}

std::string version() {
    UVersionInfo unicode;
    u_getUnicodeVersion(unicode);
    return std::to_string(unicode[0]) + "." + std::to_string(unicode[1]);
}

template <typename Values>
void print_row(const Values& values, std::size_t first, std::size_t count) {
    for (std::size_t i = first; i < first + count; ++i) std::printf("%u,", static_cast<unsigned>(values[i]));
    std::printf("\n");
}

}  // namespace

int main() {
    std::map<Block, std::uint16_t> known;
    std::vector<Block> blocks;
    std::vector<std::uint16_t> block_of;
    for (UChar32 first = 0; first < 0x110000; first += 64) {
        Block block;
        for (UChar32 i = 0; i < 64; ++i) {
            const WordClass of = word_class(first + i);
            block[static_cast<std::size_t>(i)] = WordProperty(of, weight(first + i, of)).byte;
        }
        const auto [entry, fresh] = known.try_emplace(block, static_cast<std::uint16_t>(blocks.size()));
        if (fresh) blocks.push_back(block);
        block_of.push_back(entry->second);
    }
    std::printf(
        "// Made by generate_word_properties.cpp. Do not edit.\n// clang-format off\n"
        "#include \"word_properties.hpp\"\n\nnamespace wirecopy::tokens {\n\n"
        "const char* const kWordPropertiesUnicode = \"%s\";\n\n"
        "const std::array<std::uint16_t, 0x110000 / 64> kWordBlock = {\n",
        version().c_str());
    for (std::size_t row = 0; row < block_of.size(); row += 32) print_row(block_of, row, 32);
    std::printf("};\n\nconst std::uint8_t kWordProperties[][64] = {\n");
    for (const Block& block : blocks) {
        std::printf("{");
        for (std::size_t i = 0; i < 64; ++i)
            std::printf("%u%s", static_cast<unsigned>(block[i]), i == 63 ? "},\n" : ",");
    }
    std::printf("};\n\n}  // namespace wirecopy::tokens\n");
    return 0;
}
