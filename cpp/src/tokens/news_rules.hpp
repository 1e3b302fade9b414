#pragma once

#include <cstddef>
#include <string_view>

#include "sentence_break.hpp"

namespace wirecopy::tokens {

/// The rules for news, on top of those of UAX #29: which marks of one paragraph end a sentence, and where the next one
/// begins. White space in the paragraph is all alike, ends of lines included.
class NewsRules {
  public:
    NewsRules(std::string_view text, std::size_t begin, std::size_t end) : text_(text), begin_(begin), end_(end) {}

    /// Where the next sentence begins when the mark at `place` ends the one that began at `sentence`; 0 when it does
    /// not. To be asked of the last sign of a run, and of a sentence that holds a letter or a digit before it. O(1) but
    /// for runs of white space and of marks.
    std::size_t next_sentence(std::size_t sentence, std::size_t place, const Character& sign) const;

    /// Whether a letter or a digit stands in [begin, end).
    bool has_content(std::size_t begin, std::size_t end) const { return find_content(begin, end) < end; }
    std::size_t find_content(std::size_t begin, std::size_t end) const;

  private:
    /// What stands around a mark: "?!" and "..." are one mark, looked at when its last sign comes.
    struct Mark {
        std::size_t begin;
        bool full_stop;  ///< a sign of its own or several, none of which is ? or !
        bool ellipsis;
        bool closed;         ///< quotation marks or brackets close after it
        bool quoted;         ///< the same, and a quotation mark is among them
        bool spaced;         ///< white space follows
        std::size_t end;     ///< behind what closes
        std::size_t follow;  ///< first character behind the white space
    };
    /// Where the next word begins, behind whatever opens.
    struct Follow {
        std::size_t begin;  ///< the paragraph's end when there is none
        Character first;
        bool small;  ///< it begins with a small letter, as no sentence does
    };

    // The rules (news_rules.cpp). Each says whether the sentence ends.
    bool stop_between_words(std::size_t sentence, const Mark& mark) const;
    bool small_letter_opens(std::size_t sentence, std::string_view word, const Follow& follow) const;
    bool stop_inside_word(std::size_t sentence, const Mark& mark) const;
    bool mark_between_words(const Mark& mark) const;
    bool mark_inside_word(const Mark& mark, const Character& sign) const;
    bool dash_opens(std::size_t sentence, const Mark& mark) const;
    // What the rules say of most full stops, at a glance: one in a number or an address, and one behind an ordinary
    // word of ASCII and in front of a space and a capital, quotation marks between them or not. Of this one it is where
    // the next sentence begins: `end_` when the paragraph ends, 0 for a full stop that is to be looked at.
    bool is_inside_plainly(std::size_t place) const;
    std::size_t plain_next(std::size_t place) const;
    std::size_t skip_one(std::size_t place, std::string_view quotation_mark) const;
    // What they ask.
    bool keeps_open(std::size_t sentence, std::string_view word, const Mark& mark, const Follow& follow) const;
    bool number_keeps_open(std::size_t sentence, std::string_view number, const Follow& follow) const;
    bool is_initial(std::string_view word) const;
    bool is_degree(std::string_view word) const;
    bool is_in_title(const Mark& mark, const Character& sign) const;
    bool goes_on_to_title_end(std::size_t place) const;
    bool follows_number(std::string_view word) const;
    bool speaker_follows(std::size_t place) const;
    bool quotation_goes_on(std::size_t place) const;
    bool opens_sentence(const Follow& follow, bool after_initial) const;

    // What stands where (news_context.cpp).
    unsigned known_as(std::size_t sentence, std::string_view word) const;
    bool is_first_word(std::size_t sentence, std::string_view word) const;
    Character at(std::size_t place) const { return character_at(text_, place, end_); }
    Mark around(std::size_t place, const Character& sign) const;
    Follow following(std::size_t place) const;
    std::string_view word_at(std::size_t place) const;
    std::string_view word_of(const Follow& follow) const { return word_at(follow.begin); }
    bool space_after(std::string_view word) const;
    std::string_view word_before(std::size_t place) const;
    SentenceBreak kind_before(std::size_t place) const;
    std::size_t skip_closing(std::size_t place, Mark& mark) const;
    std::size_t end_of_note(std::size_t place) const;
    std::size_t skip_ignored(std::size_t place) const;
    std::size_t skip_space(std::size_t place) const;
    std::size_t space_before(std::string_view word) const;
    bool space_at(std::size_t place) const;
    bool stands_alone(std::string_view word) const;

    std::string_view text_;
    std::size_t begin_;
    std::size_t end_;
};

}  // namespace wirecopy::tokens
