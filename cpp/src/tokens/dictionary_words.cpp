#include "dictionary_words.hpp"

#include <algorithm>

#include "break_iterator.hpp"
#include "cjk_words.hpp"
#include "word_blocks.hpp"

namespace wirecopy::tokens {
namespace {

/// Appends the words of `run`, which stands at `offset` in its text.
void append_words(std::string_view run, std::uint32_t offset, WordColumns& words) {
    thread_local BreakIterator iterator(BoundaryUnit::words);
    iterator.reset(run);
    std::uint32_t begin = offset;
    for (int at = iterator.next(); at >= 0; at = iterator.next()) {
        const std::uint32_t end = offset + static_cast<std::uint32_t>(at);
        words.append(begin, end, TokenKind::word);
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
        if (!append_cjk_words(run, begin, words)) append_words(run, begin, words);
    }
}

}  // namespace wirecopy::tokens
