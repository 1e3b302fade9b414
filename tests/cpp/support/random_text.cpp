#include "support/random_text.hpp"

#include <string_view>

namespace wirecopy::testing {
namespace {

constexpr char32_t kSurrogates = 0xD800;
constexpr char32_t kAfterSurrogates = 0xE000;
constexpr char32_t kCodePoints = 0x110000;

constexpr std::u32string_view kTraps =
    U"aaabcxyzABZ  \t\n\r.,;:!?'\"-()0123456789_@#$%"
    U"\u00A0\u00AD\u00B4\u00DF\u0130\u0149\u0301\u0308\u0323\u0344\u034F\u0345\u03A3\u03C2\u05D0\u05BE\u05F3\u0600"
    U"\u0627\u0628\u0644\u0661\u0E01\u0E33\u0E40\u0E44\u1100\u1161\u11A8\uAC00\uAC01\u1FEF\u1FFD\u200B\u200C\u200D"
    U"\u2010\u2014\u2018\u2019\u201C\u201D\u201E\u00AB\u00BB\u2028\u2029\u0085\u2032\u2212\u3000\u300C\u300D\u3042"
    U"\u30AB\u30FC\u4E00\u6F22\u5B57\uFB01\uFDFA\uFE0F\uFEFF\uFF07\uFF21\uFF76\uFFFD\uFFFF"
    U"\U0001F1E6\U0001F1E7\U0001F3FB\U0001F468\U0001F469\U0001F600\U0002F800\U000E0001\U0010FFFF";

}  // namespace

std::size_t below(Random& random, std::size_t limit) {
    return static_cast<std::size_t>(random() % limit);
}

std::string utf8(char32_t code_point) {
    const auto tail = [&](unsigned shift) { return static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU)); };
    if (code_point < 0x80) return {static_cast<char>(code_point)};
    if (code_point < 0x800) return {static_cast<char>(0xC0U | (code_point >> 6U)), tail(0)};
    if (code_point < 0x10000) return {static_cast<char>(0xE0U | (code_point >> 12U)), tail(6), tail(0)};
    return {static_cast<char>(0xF0U | (code_point >> 18U)), tail(12), tail(6), tail(0)};
}

std::string word(std::size_t number) {
    // Every word begins with a consonant that no other letter of it is, so that none is a part of another.
    std::string letters = "w";
    do {
        letters.push_back(static_cast<char>('a' + number % 20));
        number /= 20;
    } while (number > 0);
    return letters;
}

std::string random_words(Random& random, std::size_t words, std::size_t vocabulary) {
    std::string text;
    for (std::size_t i = 0; i < words; ++i) text += (i == 0 ? "" : " ") + word(below(random, vocabulary));
    return text;
}

std::string random_unicode(Random& random, std::size_t code_points) {
    std::string text;
    for (std::size_t i = 0; i < code_points; ++i) {
        auto code_point = static_cast<char32_t>(below(random, kCodePoints));
        if (below(random, 16) != 0) code_point = kTraps[below(random, kTraps.size())];
        if (code_point >= kSurrogates && code_point < kAfterSurrogates) code_point = U'\u0301';
        text += utf8(code_point);
    }
    return text;
}

}  // namespace wirecopy::testing
