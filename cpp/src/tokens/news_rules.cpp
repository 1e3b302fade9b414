#include "news_rules.hpp"

#include <algorithm>

#include "sentence_words.hpp"
#include "word_shape.hpp"

namespace wirecopy::tokens {
namespace {

/// A word that is neither short nor in the list is no abbreviation, so a number may open the sentence after it.
constexpr std::size_t kOrdinaryLetters = 4;
/// Longest number of a list's item, and of an ordinal.
constexpr std::size_t kItemDigits = 3;
constexpr std::size_t kOrdinalDigits = 2;
/// Words of a name with its titles: "Why?" Sen. Ann Lee Park asked.
constexpr int kNameWords = 5;
/// Longest name of a work in brackets of its own, in characters to either side of a mark.
constexpr int kTitleCharacters = 40;
constexpr std::int32_t kFirstWide = 0x3000;
constexpr std::int32_t kDegree = 0xB0;
/// Characters between a closed quotation and the verb of speech, where words have no spaces.
constexpr int kSpeakerCharacters = 10;
constexpr std::string_view kOpens = "\u201C";
constexpr std::string_view kCloses = "\u201D";

bool opens_title(std::int32_t c) {
    return c == 0x300A || c == 0x3008;
}

bool closes_title(std::int32_t c) {
    return c == 0x300B || c == 0x3009;
}

bool is_abbreviation(std::string_view word) {
    return (sentence_word(word) & (kBeforeName | kBeforeNumber | kAbbreviation | kTime)) != 0;
}

}  // namespace

std::size_t NewsRules::next_sentence(std::size_t sentence, std::size_t place, const Character& sign) const {
    if (sign.next >= end_) return 0;
    if (sign.code_point == '.') {
        if (is_inside_plainly(place)) return 0;
        const std::size_t next = plain_next(place);
        if (next != 0) return next < end_ ? next : 0;
    }
    const Mark mark = around(place, sign);
    if (mark.follow >= end_) return 0;
    const Character next = at(mark.follow);
    if (ends_sentence(next.kind)) return 0;
    if (sign.code_point >= kFirstWide && is_in_title(mark, sign)) return 0;
    if (next.kind == SentenceBreak::go_on) return mark.spaced && dash_opens(sentence, mark) ? mark.follow : 0;
    if (is_bullet(next.code_point)) return mark.spaced ? mark.follow : 0;
    const bool cut_quotation =
        mark.ellipsis && kind_before(mark.begin) == SentenceBreak::close;  // found "... no reason
    bool ends = false;
    if (cut_quotation) {
        return 0;
    } else if (mark.full_stop) {
        ends = mark.spaced ? stop_between_words(sentence, mark) : stop_inside_word(sentence, mark);
    } else {
        ends = mark.spaced ? mark_between_words(mark) : mark_inside_word(mark, sign);
    }
    return ends ? mark.follow : 0;
}

bool NewsRules::is_inside_plainly(std::size_t place) const {
    const char next = text_[place + 1];
    if (next >= '0' && next <= '9') return true;
    return next >= 'a' && next <= 'z' && place > begin_ && is_ascii_alphanumeric(text_[place - 1]);
}

std::size_t NewsRules::skip_one(std::size_t place, std::string_view mark) const {
    if (place == end_) return place;
    if (text_[place] == '"') return place + 1;
    return text_.substr(place, end_ - place).starts_with(mark) ? place + mark.size() : place;
}

std::size_t NewsRules::plain_next(std::size_t place) const {
    const std::size_t close = skip_one(place + 1, kCloses);
    if (close == end_) return end_;
    if (text_[close] != ' ') return 0;
    const std::size_t follow = skip_one(close + 1, kOpens);
    if (follow == end_ || !is_ascii_capital(text_[follow])) return 0;
    std::size_t begin = place;
    while (begin > begin_ && is_ascii_small(text_[begin - 1])) --begin;
    if (begin == place) return 0;
    if (begin > begin_ && is_ascii_capital(text_[begin - 1])) --begin;
    const std::string_view word = text_.substr(begin, place - begin);
    if (word.size() == 1 || word.size() > kLongestSentenceWord) return 0;
    const bool may_lack_vowel = word.size() <= kLongestWithoutVowel;
    if (may_lack_vowel && std::none_of(word.begin(), word.end(), is_ascii_vowel)) return 0;
    if (begin > begin_) {
        const auto before = static_cast<unsigned char>(text_[begin - 1]);
        if (before >= 0x80 || is_ascii_alphanumeric(text_[begin - 1]) || joins_word(before)) return 0;
    }
    if (is_ascii_capital(word.front()) && sentence_word(small_first(word)) != 0) return 0;
    return sentence_word(word) == 0 ? close + 1 : 0;
}

bool NewsRules::stop_between_words(std::size_t sentence, const Mark& mark) const {
    const Follow follow = following(mark.follow);
    if (follow.begin >= end_) return false;
    if (follow.small)
        return !mark.closed && !mark.ellipsis && small_letter_opens(sentence, word_before(mark.begin), follow);
    if (mark.ellipsis) return follow.first.kind != SentenceBreak::numeric;
    return !keeps_open(sentence, word_before(mark.begin), mark, follow);
}

/// Writers without capitals begin sentences small; addresses have no capitals anyway. An unknown abbreviation must not
/// end a sentence, so the word before has to look like none.
bool NewsRules::small_letter_opens(std::size_t sentence, std::string_view word, const Follow& follow) const {
    if (is_abbreviation(word) || is_initials(word) || has_no_vowel(word)) return false;
    const std::string_view next = word_of(follow);
    if ((sentence_word(next) & kSubject) != 0) return word.empty() || word.size() > kOrdinalDigits;
    if (letters_of(word) < kOrdinaryLetters) return false;
    if (ends_in_vowel(word)) return true;  // abbreviations are cut before a vowel
    return next == "http" || next == "https" || next == "www" || following(sentence).small;
}

bool NewsRules::stop_inside_word(std::size_t sentence, const Mark& mark) const {
    const Character next = at(mark.end);
    const std::string_view word = word_before(mark.begin);
    const SentenceBreak before = kind_before(mark.begin);
    if (next.kind == SentenceBreak::letter) {
        if (mark.closed) return !is_hangul(next.code_point) && !quotation_goes_on(mark.end);
        return !mark.ellipsis && before == SentenceBreak::letter && !is_one_letter(word) && !is_initials(word);
    }
    if (next.kind == SentenceBreak::close) return is_quotation(next.code_point) && stop_between_words(sentence, mark);
    if (next.kind != SentenceBreak::upper) return is_inverted(next.code_point);
    const Follow follow = following(mark.end);
    if (mark.ellipsis || mark.closed) return !keeps_open(sentence, word, mark, follow);
    if (before == SentenceBreak::letter || before == SentenceBreak::close) return true;
    // Two sentences whose space was lost: "in jeopardy.Senator Lee said". Not Yahoo.Com, Ph.D or a path.
    if (!stands_alone(word) || word.find('.') != word.npos || is_abbreviation(word)) return false;
    if (opens_sentence(follow, true)) return before != SentenceBreak::upper;
    return before == SentenceBreak::lower && is_small(word) && is_capitalised(word_of(follow)) &&
           space_after(word_of(follow));
}

bool NewsRules::mark_between_words(const Mark& mark) const {
    const Follow follow = following(mark.follow);
    if (follow.begin >= end_) return false;
    if (kind_before(mark.begin) == SentenceBreak::close && mark.closed) return false;  // (!)
    if (sentence_word(word_before(mark.begin)) & kWithMark) return opens_sentence(follow, false);
    if (!mark.closed) return kind_before(mark.begin) != SentenceBreak::go_on;
    if (follow.small || speaker_follows(mark.follow)) return false;
    return !quotation_goes_on(mark.follow);
}

bool NewsRules::mark_inside_word(const Mark& mark, const Character& sign) const {
    const Character next = at(mark.end);
    const bool wide = sign.code_point > 0x7F;
    switch (next.kind) {
        case SentenceBreak::letter:
            if (mark.closed) return !is_hangul(next.code_point) && !quotation_goes_on(mark.end);
            return wide || kind_before(mark.begin) == SentenceBreak::letter;
        case SentenceBreak::upper:
            return wide || mark.closed ||
                   (stands_alone(word_before(mark.begin)) && is_capitalised(word_of(following(mark.end))));
        case SentenceBreak::close:
            return is_quotation(next.code_point) || wide;
        case SentenceBreak::lower: {
            if (wide || mark.closed) return wide && !mark.closed;
            const std::string_view word = word_before(mark.begin);
            const std::string_view follow = word_at(mark.end);
            return stands_alone(word) && letters_of(word) > 1 && is_small(follow) && space_after(follow);
        }
        case SentenceBreak::numeric:
            return wide && !mark.closed;
        default:
            return wide || is_inverted(next.code_point);
    }
}

bool NewsRules::keeps_open(std::size_t sentence, std::string_view word, const Mark& mark, const Follow& follow) const {
    if (word.empty() || is_degree(word)) return false;
    const unsigned what = known_as(sentence, word);
    const bool digit = follow.first.kind == SentenceBreak::numeric;
    if (what == 0 && is_plain(word)) return false;
    if ((what & kBeforeName) != 0 || (sentence_word(titlecased(word)) & kBeforeName) != 0) return true;
    if (mark.quoted) return false;  // American style: he lived in the “U.S.” Ann did not.
    if (is_number(word) || (is_roman(word) && !is_initial(word))) return number_keeps_open(sentence, word, follow);
    if ((what & kBeforeNumber) != 0 && (digit || (is_roman(word_of(follow)) && !opens_sentence(follow, false))))
        return true;
    if ((what & kTime) != 0) return digit || (sentence_word(word_of(follow)) & kCalendar) != 0;
    if ((what & kAbbreviation) != 0) return !opens_sentence(follow, false);
    if (is_initials(word)) return is_first_word(sentence, word) || !opens_sentence(follow, is_one_letter(word));
    if (is_one_letter(word) && has_lone_letters(word)) return true;
    if (has_no_vowel(word)) return !follows_number(word) && !opens_sentence(follow, false);  // 20 km. Berlin
    return digit && !mark.closed && kind_before(mark.begin) != SentenceBreak::letter &&
           letters_of(word) < kOrdinaryLetters;
}

bool NewsRules::number_keeps_open(std::size_t sentence, std::string_view number, const Follow& follow) const {
    if (number.size() <= kItemDigits && is_first_word(sentence, number)) return true;
    if (follow.first.kind == SentenceBreak::numeric) return true;
    if (is_number(number) && number.size() > kOrdinalDigits) return false;
    if (follow.first.kind == SentenceBreak::letter) return follows_number(number);  // a date: 2019. 3. 1.
    if ((sentence_word(word_of(follow)) & kOrdinalBefore) != 0) return is_number(number);
    if (follow.first.kind != SentenceBreak::upper || opens_sentence(follow, false)) return false;
    return (sentence_word(small_first(word_before(space_before(number)))) & kOrdinalAfter) != 0;
}

/// Whether I, V or X is the first letter of a name: a number stands behind the word that it counts ("World War I",
/// "page V") and a pronoun behind others, but a name may follow a mark ("Bowlers: J. Marsh 2, I. Dunn 4").
bool NewsRules::is_initial(std::string_view word) const {
    return is_one_letter(word) && word_before(space_before(word)).empty();
}

/// Whether a word is the unit of a temperature: 12°C.
bool NewsRules::is_degree(std::string_view word) const {
    const auto begin = static_cast<std::size_t>(word.data() - text_.data());
    return begin > begin_ && character_before(text_, begin, begin_).code_point == kDegree && is_one_letter(word);
}

/// Whether a mark stands in the name of a work, which closes behind it: 《摔跤吧！爸爸》.
bool NewsRules::is_in_title(const Mark& mark, const Character& sign) const {
    std::size_t place = mark.begin;
    for (int i = 0; i < kTitleCharacters && place > begin_; ++i) {
        const Character before = character_before(text_, place, begin_);
        if (closes_title(before.code_point)) return false;
        if (opens_title(before.code_point)) return goes_on_to_title_end(sign.next);
        place = before.next;
    }
    return false;
}

bool NewsRules::goes_on_to_title_end(std::size_t place) const {
    for (int i = 0; i < kTitleCharacters && place < end_; ++i) {
        const Character character = at(place);
        if (opens_title(character.code_point)) return false;
        if (closes_title(character.code_point)) return true;
        place = character.next;
    }
    return false;
}

bool NewsRules::follows_number(std::string_view word) const {
    return is_number(word_before(space_before(word)));
}

bool NewsRules::speaker_follows(std::size_t place) const {
    for (int words = 0; words <= kNameWords; ++words) {
        const Follow next = following(place);
        const std::string_view word = word_of(next);
        const unsigned what = sentence_word(word);
        if (words > 0 && (what & kSpeech) != 0) return true;
        if (next.first.kind != SentenceBreak::upper || (what & kOpening) != 0) return false;
        place = next.begin + word.size();
        place += place < end_ && text_[place] == '.' ? 1 : 0;
        if (place >= end_ || !space_at(place)) return false;
        place = skip_space(place);
    }
    return false;
}

bool NewsRules::quotation_goes_on(std::size_t place) const {
    const std::size_t begin = place;
    for (int i = 0; i < kSpeakerCharacters && place < end_; ++i) {
        const Character character = at(place);
        if (character.kind != SentenceBreak::letter) break;
        place = character.next;
        if (i < 3 && (sentence_word(text_.substr(begin, place - begin)) & kGoesOn) != 0) return true;
    }
    std::size_t verb = place;
    for (int i = 0; i < 2 && verb > begin; ++i) {
        verb = character_before(text_, verb, begin).next;
        if ((sentence_word(text_.substr(verb, place - verb)) & kSpeech) != 0) return true;
    }
    return false;
}

bool NewsRules::dash_opens(std::size_t sentence, const Mark& mark) const {
    std::size_t place = mark.follow;
    while (place < end_ && is_dash(at(place).code_point)) place = at(place).next;
    if (place == mark.follow) return false;
    const Follow follow = following(skip_space(place));
    if (follow.begin >= end_ || follow.first.kind != SentenceBreak::upper) return false;
    if (!mark.full_stop) return !mark.closed;
    const std::string_view word = word_before(mark.begin);
    return !mark.ellipsis && !is_number(word) && !is_abbreviation(word) && !keeps_open(sentence, word, mark, follow);
}

bool NewsRules::opens_sentence(const Follow& follow, bool after_initial) const {
    if (follow.first.kind != SentenceBreak::upper) return false;
    const std::string_view word = word_of(follow);
    const std::size_t end = follow.begin + word.size();
    if (is_one_letter(word) && end < end_ && text_[end] == '.') return false;
    const unsigned what = sentence_word(word);
    return (what & kOpening) != 0 || (!after_initial && (what & kArticle) != 0);
}

}  // namespace wirecopy::tokens
