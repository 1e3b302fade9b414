// Writes cpp/src/tokens/sentence_table.inc: the property Sentence_Break of every code point, from ICU.
//
//   g++ -std=c++20 -Icpp/src/tokens cpp/src/tokens/generate_sentence_table.cpp -licuuc -o generate_sentence_table
//   ./generate_sentence_table > cpp/src/tokens/sentence_table.inc
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace {

char letter(UChar32 code_point) {
    switch (u_getIntPropertyValue(code_point, UCHAR_SENTENCE_BREAK)) {
        case U_SB_ATERM:
            return '.';
        case U_SB_CLOSE:
            return ')';
        case U_SB_FORMAT:
            return 'f';
        case U_SB_LOWER:
            return 'l';
        case U_SB_NUMERIC:
            return '0';
        case U_SB_OLETTER:
            return 'o';
        case U_SB_SEP:
            return 'p';
        case U_SB_SP:
            return '_';
        case U_SB_STERM:
            return '!';
        case U_SB_UPPER:
            return 'u';
        case U_SB_CR:
            return 'r';
        case U_SB_EXTEND:
            return 'e';
        case U_SB_LF:
            return 'n';
        case U_SB_SCONTINUE:
            return ',';
        default:
            return '-';
    }
}

}  // namespace

int main() {
    constexpr UChar32 kBlock = 64;
    std::vector<std::string> blocks;
    std::map<std::string, std::size_t> known;
    std::vector<std::pair<std::size_t, int>> runs;  // a block's number, how many in a row
    std::set<std::pair<int, int>> ends;
    for (UChar32 first = 0; first < 0x110000; first += kBlock) {
        std::string block;
        for (UChar32 c = first; c < first + kBlock; ++c) {
            block += letter(c);
            std::uint8_t bytes[4] = {};
            int32_t size = 0;
            U8_APPEND_UNSAFE(bytes, size, c);
            if (std::string("!.prn").find(block.back()) != std::string::npos) ends.insert({bytes[0], bytes[1]});
        }
        const auto [entry, is_new] = known.try_emplace(block, blocks.size());
        if (is_new) blocks.push_back(block);
        if (runs.empty() || runs.back().first != entry->second) runs.push_back({entry->second, 0});
        ++runs.back().second;
    }
    std::cout << "// Written by cpp/src/tokens/generate_sentence_table.cpp from ICU " << U_ICU_VERSION << ", Unicode "
              << U_UNICODE_VERSION << ". A letter a code point; see SentenceBreak.\n"
              << "// clang-format off\n"
              << "constexpr char kSentenceBlocks[] =\n";
    for (const std::string& block : blocks) std::cout << "    \"" << block << "\"\n";
    std::cout << "    ;\n\n// Which block each 64 code points have: {block, how many times in a row}.\n"
              << "constexpr std::uint16_t kSentenceRuns[][2] = {";
    for (std::size_t i = 0; i < runs.size(); ++i) {
        std::cout << (i % 10 == 0 ? "\n    " : " ") << '{' << runs[i].first << ", " << runs[i].second << "},";
    }
    std::cout
        << "\n};\n\n// The first two bytes in UTF-8 of whatever ends a sentence or a line; 0 after a byte of ASCII.\n"
        << "constexpr std::uint8_t kSentenceEndBytes[][2] = {";
    std::size_t count = 0;
    for (const auto& [first, second] : ends) {
        std::cout << (count++ % 10 == 0 ? "\n    " : " ") << '{' << first << ", " << second << "},";
    }
    std::cout << "\n};\n// clang-format on\n";
}
