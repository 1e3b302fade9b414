#include "spaceless_words.hpp"

#include <algorithm>
#include <span>

#include "wirecopy/text/utf8.hpp"

#include "word_blocks.hpp"

namespace wirecopy::tokens {

bool has_spaceless_letters(const WordColumns& words, std::size_t first) {
    const auto kinds = std::span<const TokenKind>(words.kind).subspan(first);
    return std::find(kinds.begin(), kinds.end(), kDictionaryKind) != kinds.end();
}

void leave_alone(WordColumns& words, std::size_t first) {
    std::replace(words.kind.data() + first, words.kind.data() + words.size(), kDictionaryKind, TokenKind::word);
}

void join_runs(WordColumns& words, std::size_t first) {
    std::size_t last = first;
    for (std::size_t i = first; i < words.size(); ++i) {
        const bool goes_on = last > first && words.kind[i] == kDictionaryKind &&
                             words.kind[last - 1] == kDictionaryKind && words.begin[i] == words.end[last - 1];
        if (goes_on) {
            words.end[last - 1] = words.end[i];
            continue;
        }
        words.begin[last] = words.begin[i];
        words.end[last] = words.end[i];
        words.kind[last++] = words.kind[i];
    }
    words.resize(last);
    leave_alone(words, first);
}

bool is_korean(std::string_view text) {
    std::size_t syllables = 0;
    std::size_t spaceless = 0;
    for (std::size_t at = 0; at < text.size();) {
        const text::Character character = text::character_at(text, at);
        at += character.size;
        const bool is_syllable = character.code_point >= 0xAC00 && character.code_point <= 0xD7A3;
        syllables += is_syllable ? 1 : 0;
        spaceless += word_property(character.code_point).weight() == Weight::dictionary ? 1 : 0;
    }
    return syllables > spaceless;
}

}  // namespace wirecopy::tokens
