#include "word_cutter.hpp"

#include <algorithm>

#include "wirecopy/text/utf8.hpp"
#include "wirecopy/tokens/segments.hpp"

#include "sentence_break.hpp"
#include "word_blocks.hpp"

namespace wirecopy::tokens {
namespace {

/// Where the mark begins that ends at `end`, with what is invisible behind it.
std::uint32_t mark_before(std::string_view text, std::uint32_t end, std::uint32_t begin) {
    std::size_t mark = end;
    while (mark > begin) {
        const Character character = character_before(text, mark, begin);
        mark = character.next;
        if (!is_ignored(character.kind)) break;
    }
    return static_cast<std::uint32_t>(mark);
}

bool is_ascii_space(char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

Weight weight_of(std::string_view token) {
    Weight weight = Weight::blank;
    for (std::size_t at = 0; at < token.size();) {
        const text::Character character = text::character_at(token, at);
        weight = std::max(weight, word_property(character.code_point).weight());
        at += character.size;
    }
    return weight;
}

}  // namespace

TokenKind kind_of_token(std::string_view token) {
    return kind_of(std::min(weight_of(token), Weight::word));
}

void WordCutter::cut(std::string_view text, std::span<const ByteSpan> marks, std::size_t first, WordColumns& words) {
    cuts_.clear();
    std::size_t word = first;
    for (const ByteSpan& mark : marks) {
        word = find_at_least(words.end, word, mark.end);
        if (word == words.size()) break;
        const bool is_inside = words.begin[word] < mark.begin && words.end[word] > mark.end;
        if (is_inside) cuts_.push_back({word, mark});
    }
    make_cuts(text, Weight::dictionary, words);
}

void WordCutter::cut_at_sentences(std::string_view text, std::span<const std::uint32_t> sentences, std::size_t first,
                                  WordColumns& words) {
    cuts_.clear();
    std::size_t word = first;
    for (const std::uint32_t sentence : sentences) {
        if (sentence == 0 || is_ascii_space(text[sentence - 1])) continue;  // no word holds one
        word = find_at_least(words.end, word, sentence + 1);
        if (word == words.size()) break;
        const bool is_inside = words.begin[word] < sentence && words.kind[word] == TokenKind::word;
        if (is_inside) cuts_.push_back({word, {mark_before(text, sentence, words.begin[word]), sentence}});
    }
    make_cuts(text, Weight::word, words);
}

void WordCutter::make_cuts(std::string_view text, Weight most, WordColumns& words) {
    if (cuts_.empty()) return;
    const auto append = [&](std::uint32_t begin, std::uint32_t end) {
        if (begin < end) words.append(begin, end, kind_of(std::min(weight_of(text.substr(begin, end - begin)), most)));
    };
    const std::size_t first = cuts_.front().word;
    uncut_.clear();
    uncut_.append(words, first);
    words.resize(first);
    auto cut = cuts_.begin();
    for (std::size_t i = 0; i < uncut_.size(); ++i) {
        if (cut == cuts_.end() || cut->word != first + i) {
            words.append(uncut_.begin[i], uncut_.end[i], uncut_.kind[i]);
            continue;
        }
        std::uint32_t begin = uncut_.begin[i];
        for (; cut != cuts_.end() && cut->word == first + i; ++cut) {
            append(begin, cut->mark.begin);
            append(cut->mark.begin, cut->mark.end);
            begin = cut->mark.end;
        }
        append(begin, uncut_.end[i]);
    }
}

}  // namespace wirecopy::tokens
