#include "dictionary_words.hpp"

#include <algorithm>

#include "wirecopy/text/utf8.hpp"

#include "brahmic_words.hpp"
#include "break_iterator.hpp"
#include "cjk_words.hpp"
#include "word_blocks.hpp"

namespace wirecopy::tokens {
namespace {

/// Appends the words that ICU finds in `run`, which stands at `offset` in its text.
void append_words(std::string_view run, std::uint32_t offset, WordColumns& words) {
    thread_local BreakIterator iterator(BoundaryUnit::words);
    const auto utf16 = icu::UnicodeString::fromUTF8({run.data(), static_cast<std::int32_t>(run.size())});
    iterator.reset(utf16);
    int unit = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    for (int next = iterator.next(); next >= 0; next = iterator.next()) {
        while (unit < next && end < run.size()) {
            const text::Character character = text::character_at(run, end);
            unit += character.code_point > 0xFFFF ? 2 : 1;
            end += character.size;
        }
        words.append(offset + begin, offset + end, TokenKind::word);
        begin = end;
    }
}

}  // namespace

void join_by_dictionary(std::string_view text, WordColumns& words, std::size_t first) {
    const auto kinds = std::span<const TokenKind>(words.kind).subspan(first);
    if (std::find(kinds.begin(), kinds.end(), kDictionaryKind) == kinds.end()) return;
    thread_local WordColumns letters;
    letters.clear();
    letters.append(words, first);
    words.resize(first);
    for (std::size_t i = 0; i < letters.size();) {
        const std::uint32_t begin = letters.begin[i];
        std::uint32_t end = letters.end[i];
        const bool is_run = letters.kind[i] == kDictionaryKind;
        if (!is_run) words.append(begin, end, letters.kind[i]);
        for (++i; is_run && i < letters.size(); ++i) {
            if (letters.kind[i] != kDictionaryKind || letters.begin[i] != end) break;
            end = letters.end[i];
        }
        if (!is_run) continue;
        const std::string_view run = text.substr(begin, end - begin);
        const bool done = append_cjk_words(run, begin, words) || append_brahmic_words(run, begin, words);
        if (!done) append_words(run, begin, words);
    }
}

}  // namespace wirecopy::tokens
