#include "news_rules.hpp"
#include "sentence_words.hpp"
#include "word_shape.hpp"

namespace wirecopy::tokens {
namespace {

/// Bytes in which a list's item begins: white space, brackets, quotation marks.
constexpr std::size_t kItemBytes = 32;

/// Quotation marks, brackets and the like before a word; more are no prose.
constexpr int kMostOpening = 16;

}  // namespace

NewsRules::Mark NewsRules::around(std::size_t place, const Character& sign) const {
    Mark mark{};
    mark.begin = place;
    mark.full_stop = sign.kind != SentenceBreak::terminator;
    mark.ellipsis = sign.code_point == kEllipsis;
    while (mark.begin > begin_) {  // "?!" and "..." are one mark
        const Character before = character_before(text_, mark.begin, begin_);
        if (!ends_sentence(before.kind) && before.code_point != kEllipsis) break;
        mark.full_stop = mark.full_stop && before.kind != SentenceBreak::terminator;
        mark.ellipsis = true;
        mark.begin = before.next;
    }
    mark.end = skip_closing(skip_ignored(sign.next), mark);
    mark.follow = skip_space(mark.end);
    while (mark.follow < end_) {  // French and others put a space before what closes
        const Character sole = at(mark.follow);
        if (!closes_after_space(sole.code_point) || (sole.next < end_ && !space_at(sole.next))) break;
        mark.closed = true;
        mark.quoted = mark.quoted || is_quotation(sole.code_point);
        mark.end = sole.next;
        mark.follow = skip_space(sole.next);
    }
    mark.spaced = mark.follow > mark.end;
    return mark;
}

std::size_t NewsRules::skip_closing(std::size_t place, Mark& mark) const {
    while (place < end_) {
        const Character character = at(place);
        if (character.kind != SentenceBreak::close) break;
        const std::size_t note = end_of_note(place);
        if (note != 0) {
            place = note;
            continue;
        }
        const bool before_word = character.next < end_ && is_word(at(character.next).kind);
        if (is_opening(character.code_point, before_word)) break;
        mark.closed = true;
        mark.quoted = mark.quoted || is_quotation(character.code_point);
        place = skip_ignored(character.next);
    }
    return place;
}

/// Where a note such as [12] ends, 0 when none begins.
std::size_t NewsRules::end_of_note(std::size_t place) const {
    if (text_[place] != '[') return 0;
    std::size_t close = place + 1;
    while (close < end_ && close - place <= 3 && is_ascii_alphanumeric(text_[close])) ++close;
    return close > place + 1 && close < end_ && text_[close] == ']' ? close + 1 : 0;
}

NewsRules::Follow NewsRules::following(std::size_t place) const {
    Follow follow{end_, {}, false};
    for (int opening = 0; place < end_; ++opening) {
        const Character character = at(place);
        if (is_word(character.kind) || is_space(character.kind) || ends_sentence(character.kind)) break;
        if (opening == kMostOpening) return follow;
        place = character.next;
    }
    if (place >= end_) return follow;
    follow.begin = place;
    follow.first = at(place);
    const bool alone = follow.first.next >= end_;
    follow.small = follow.first.kind == SentenceBreak::lower &&
                   (alone || at(follow.first.next).kind != SentenceBreak::upper);  // iPhone is not
    return follow;
}

std::string_view NewsRules::word_at(std::size_t place) const {
    const std::size_t begin = place;
    while (place < end_ && place - begin <= kLongestSentenceWord) {
        const Character character = at(place);
        if (!is_letter(character.kind) && !is_ignored(character.kind)) break;
        place = character.next;
    }
    return text_.substr(begin, place - begin);
}

bool NewsRules::space_after(std::string_view word) const {
    const std::size_t end = static_cast<std::size_t>(word.data() - text_.data()) + word.size();
    return end < end_ && space_at(end);
}

std::string_view NewsRules::word_before(std::size_t place) const {
    std::size_t begin = place;
    while (begin > begin_ && place - begin <= kLongestSentenceWord) {
        const Character character = character_before(text_, begin, begin_);
        if (!is_word(character.kind) && !joins_word(character.code_point) && !is_ignored(character.kind)) break;
        begin = character.next;
    }
    while (begin < place && joins_word(static_cast<unsigned char>(text_[begin]))) ++begin;
    return text_.substr(begin, place - begin);
}

SentenceBreak NewsRules::kind_before(std::size_t place) const {
    while (place > begin_) {
        const Character before = character_before(text_, place, begin_);
        if (!is_ignored(before.kind)) return before.kind;
        place = before.next;
    }
    return SentenceBreak::other;
}

/// Whether white space or an opening mark stands before `word`, so that it is no part of an address.
bool NewsRules::stands_alone(std::string_view word) const {
    const SentenceBreak before = kind_before(static_cast<std::size_t>(word.data() - text_.data()));
    const auto begin = static_cast<std::size_t>(word.data() - text_.data());
    return !word.empty() && (begin == begin_ || is_space(before) || before == SentenceBreak::close);
}

std::size_t NewsRules::find_content(std::size_t begin, std::size_t end) const {
    while (begin < end) {
        const Character character = at(begin);
        if (is_word(character.kind)) return begin;
        begin = character.next;
    }
    return end;
}

/// Where the white space before `word` begins.
std::size_t NewsRules::space_before(std::string_view word) const {
    auto place = static_cast<std::size_t>(word.data() - text_.data());
    while (place > begin_) {
        const Character before = character_before(text_, place, begin_);
        if (!is_space(before.kind)) break;
        place = before.next;
    }
    return place;
}

bool NewsRules::space_at(std::size_t place) const {
    return is_space(at(place).kind);
}

std::size_t NewsRules::skip_ignored(std::size_t place) const {
    while (place < end_) {
        const Character character = at(place);
        if (!is_ignored(character.kind)) break;
        place = character.next;
    }
    return place;
}

std::size_t NewsRules::skip_space(std::size_t place) const {
    while (place < end_) {
        const Character character = at(place);
        if (!is_space(character.kind) && !is_ignored(character.kind)) break;
        place = character.next;
    }
    return place;
}

/// What the list says of a word, also behind an article that is elided before it (l'art. 49, but not 12's) and, where
/// it opens the sentence, of the same word written small.
unsigned NewsRules::known_as(std::size_t sentence, std::string_view word) const {
    unsigned what = sentence_word(word);
    if (what != 0) return what;
    for (const std::string_view apostrophe : {std::string_view("'"), std::string_view("\u2019")}) {
        const std::size_t place = word.rfind(apostrophe);
        if (place == word.npos || letters_of(word.substr(place)) < 2) continue;
        what |= sentence_word(word.substr(place + apostrophe.size()));
    }
    if (what == 0 && is_first_word(sentence, word)) what = sentence_word(small_first(word));
    return what;
}

bool NewsRules::is_first_word(std::size_t sentence, std::string_view word) const {
    const auto begin = static_cast<std::size_t>(word.data() - text_.data());
    return begin - sentence <= kItemBytes && !has_content(sentence, begin);
}

}  // namespace wirecopy::tokens
