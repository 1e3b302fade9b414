#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <unicode/utf8.h>

#include "wirecopy/entities/words.hpp"
#include "wirecopy/text/fold.hpp"

namespace wirecopy::entities {
namespace {

/// Adds the folded word without full stops.
void append_folded(std::string_view word, std::string& key) {
    const auto is_plain = [](char c) { return static_cast<signed char>(c) > 0 && c != '`'; };
    if (!std::all_of(word.begin(), word.end(), is_plain)) {
        std::string folded = text::fold(word);
        std::erase(folded, '.');
        key += folded;
        return;
    }
    for (const char c : word) {
        if (c != '.') key += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
}

}  // namespace

char32_t first_code_point(std::string_view text) {
    if (text.empty()) return 0;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int64_t>(text.size());
    std::int64_t at = 0;
    UChar32 c = 0;
    U8_NEXT(bytes, at, size, c);
    return static_cast<char32_t>(c);
}

std::u32string code_points(std::string_view text) {
    std::u32string result;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int64_t>(text.size());
    for (std::int64_t at = 0; at < size;) {
        UChar32 c = 0;
        U8_NEXT(bytes, at, size, c);
        result += static_cast<char32_t>(c);
    }
    return result;
}

std::string name_key(std::string_view text, const std::vector<Word>& words, std::size_t first, std::size_t last) {
    std::string key;
    for (std::size_t i = first; i <= last; ++i) {
        const tokens::ByteSpan span = words[i].span;
        if (i > first) key += ' ';
        append_folded(text.substr(span.begin, span.end - span.begin), key);
    }
    return key;
}

}  // namespace wirecopy::entities
