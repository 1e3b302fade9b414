#include "news_words.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include <unicode/uchar.h>

#include "wirecopy/text/utf8.hpp"
#include "wirecopy/tokens/segments.hpp"

#include "spaceless_words.hpp"
#include "word_blocks.hpp"

namespace wirecopy::tokens {
namespace {

std::uint32_t code_point_at(std::string_view text, std::size_t at) {
    return text::character_at(text, at).code_point;
}

bool is_apostrophe(std::uint32_t code_point) {
    return code_point == '\'' || code_point == 0x2018 || code_point == 0x2019;
}

/// Adds the apostrophe [begin, end), if it is one that was not added yet.
void add_apostrophe(std::string_view text, std::size_t begin, std::size_t end, std::vector<ByteSpan>& apostrophes) {
    const text::Character character = text::character_at(text, begin);
    if (begin + character.size != end || !is_apostrophe(character.code_point)) return;
    const ByteSpan span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    if (apostrophes.empty() || apostrophes.back().end < span.end) apostrophes.push_back(span);
}

/// Appends the apostrophes before and behind syllables of Hangul.
void find_korean_apostrophes(std::string_view text, std::vector<ByteSpan>& apostrophes) {
    for (std::size_t at = find_syllable(text, 0); at < text.size();) {
        if (at >= 1) add_apostrophe(text, at - 1, at, apostrophes);
        if (at >= 3) add_apostrophe(text, at - 3, at, apostrophes);
        at += text::character_at(text, at).size;
        if (at == text.size()) break;
        add_apostrophe(text, at, at + text::character_at(text, at).size, apostrophes);
        at = find_syllable(text, at);
    }
}

bool has_pairs_or_pictures(std::uint32_t code_point) {
    const auto category = u_charType(static_cast<UChar32>(code_point));
    return category == U_START_PUNCTUATION || category == U_END_PUNCTUATION || category == U_OTHER_SYMBOL;
}

/// The first token behind `token` that is a mark and follows a mark; the number of tokens when there is none.
std::size_t find_mark_after_mark(std::span<const TokenKind> kinds, std::size_t token) {
    static_assert(static_cast<int>(TokenKind::punctuation) == 2 && static_cast<int>(TokenKind::symbol) == 3);
    for (; token + 8 <= kinds.size(); token += 7) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, kinds.data() + token, sizeof eight);
        const std::uint64_t marks = eight & 0x0202020202020202U;
        if ((marks & (marks >> 8U)) != 0) break;
    }
    for (++token; token < kinds.size(); ++token) {
        const auto is_mark = [](TokenKind kind) { return kind == TokenKind::punctuation || kind == TokenKind::symbol; };
        if (is_mark(kinds[token - 1]) && is_mark(kinds[token])) return token;
    }
    return kinds.size();
}

/// Finds, in order, the tokens that may be marks like the one before.
class RepeatedMarks {
  public:
    RepeatedMarks(const WordColumns& words, const ScanNotes& notes) : words_(words), notes_(notes) {}

    /// The first of them behind `token`, perhaps one that is none; the number of tokens when there is none left. The
    /// tokens from `token` on must be what they were in the last call, and `token` no less.
    std::size_t find_behind(std::size_t token) {
        token_ = std::max(token_, token);
        while (next_ < notes_.repeats.size()) {
            const std::uint32_t place = notes_.repeats[next_++];
            if (token_ < words_.size() && place < words_.begin[token_]) continue;
            token_ = find_at_least(words_.begin, token_, place);
            return std::min(token_ + 1, words_.size());
        }
        if (notes_.is_common) return words_.size();
        token_ = find_at_least(words_.end, token_, notes_.common_until);
        return find_mark_after_mark(words_.kind, token_);
    }

  private:
    const WordColumns& words_;
    const ScanNotes& notes_;
    std::size_t token_ = 0;
    std::size_t next_ = 0;
};

/// A run of one mark is one mark.
void join_marks(std::string_view text, const ScanNotes& notes, std::size_t first, WordColumns& words) {
    const auto token_at = [&](std::size_t i) { return text.substr(words.begin[i], words.end[i] - words.begin[i]); };
    const auto goes_on = [&](std::size_t i) {
        return words.end[i - 1] == words.begin[i] && token_at(i - 1) == token_at(i) &&
               !has_pairs_or_pictures(code_point_at(text, words.begin[i]));
    };
    std::size_t copied = 0;  // tokens before it are in their place
    std::size_t last = 0;
    const auto copy_up_to = [&](std::size_t end) {
        for (; copied < end; ++copied, ++last) {
            words.begin[last] = words.begin[copied];
            words.end[last] = words.end[copied];
            words.kind[last] = words.kind[copied];
        }
    };
    RepeatedMarks marks(words, notes);
    for (std::size_t i = marks.find_behind(first); i < words.size();) {
        if (!goes_on(i)) {
            i = marks.find_behind(i);
            continue;
        }
        if (copied == 0) copied = last = i;
        copy_up_to(i);
        while (i < words.size() && goes_on(i)) ++i;
        words.end[last - 1] = words.end[i - 1];
        copied = i;
        i = marks.find_behind(i);
    }
    if (copied == 0) return;
    copy_up_to(words.size());
    words.resize(last);
}

}  // namespace

void NewsWords::refine(std::string_view text, const ScanNotes& notes, std::size_t first, WordColumns& words) {
    if (!notes.is_common) {
        apostrophes_.clear();
        find_korean_apostrophes(text, apostrophes_);
        if (!apostrophes_.empty()) cutter_.cut(text, apostrophes_, first, words);
    }
    join_marks(text, notes, first, words);
}

}  // namespace wirecopy::tokens
