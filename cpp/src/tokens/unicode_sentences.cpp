#include <string_view>
#include <vector>

#include "wirecopy/tokens/sentences.hpp"

#include "sentence_break.hpp"

namespace wirecopy::tokens {
namespace {

/// Rules SB4 to SB11 of UAX #29 around one terminator at a time.
class UnicodeRules {
  public:
    explicit UnicodeRules(std::string_view text) : text_(text), end_(text.size()) {}

    /// Where the sentence ends that the terminator `mark`, at `at`, ends; 0 where a rule keeps it open.
    std::size_t end_of_sentence(std::size_t at, const Character& mark) const {
        const bool full_stop = mark.kind == SentenceBreak::full_stop;
        std::size_t next = skip_ignored(mark.next);
        if (full_stop && joins_letters(at, next)) return 0;
        next = skip(next, SentenceBreak::close);
        next = skip(next, SentenceBreak::space);
        if (next == end_) return 0;
        const SentenceBreak kind = character_at(text_, next, end_).kind;
        const bool open = ends_line(kind) || ends_sentence(kind) || kind == SentenceBreak::go_on;  // SB8a to SB10
        return open || (full_stop && lower_case_follows(next)) ? 0 : next;                         // SB8, SB11
    }

  private:
    /// SB5: marks and format characters are part of the character before them.
    std::size_t skip_ignored(std::size_t at) const {
        while (at < end_) {
            const Character character = character_at(text_, at, end_);
            if (!is_ignored(character.kind)) break;
            at = character.next;
        }
        return at;
    }

    std::size_t skip(std::size_t at, SentenceBreak kind) const {
        while (at < end_) {
            const Character character = character_at(text_, at, end_);
            if (character.kind != kind) break;
            at = skip_ignored(character.next);
        }
        return at;
    }

    /// SB6 and SB7: a full stop before a digit, or between a letter and a capital.
    bool joins_letters(std::size_t at, std::size_t next) const {
        if (next == end_) return false;
        const SentenceBreak after = character_at(text_, next, end_).kind;
        if (after == SentenceBreak::numeric) return true;
        if (after != SentenceBreak::upper) return false;
        while (at > 0) {
            const Character before = character_before(text_, at, 0);
            if (!is_ignored(before.kind))
                return before.kind == SentenceBreak::upper || before.kind == SentenceBreak::lower;
            at = before.next;
        }
        return false;
    }

    /// SB8: whether the next letter, with no end of line or sentence before it, is a small one.
    bool lower_case_follows(std::size_t at) const {
        while (at < end_) {
            const Character character = character_at(text_, at, end_);
            if (character.kind == SentenceBreak::lower) return true;
            if (character.kind == SentenceBreak::upper || character.kind == SentenceBreak::letter) return false;
            if (ends_line(character.kind) || ends_sentence(character.kind)) return false;
            at = character.next;
        }
        return false;
    }

    std::string_view text_;
    std::size_t end_;
};

}  // namespace

void append_unicode_sentence_ends(std::string_view text, std::vector<std::uint32_t>& ends) {
    const UnicodeRules rules(text);
    std::size_t at = 0;
    while ((at = find_sentence_end(text, at, text.size())) < text.size()) {
        const Character mark = character_at(text, at, text.size());
        std::size_t end = 0;
        if (ends_line(mark.kind)) {
            const bool pair = mark.kind == SentenceBreak::cr && mark.next < text.size() && text[mark.next] == '\n';
            end = mark.next + (pair ? 1 : 0);
            at = end;
        } else {
            if (ends_sentence(mark.kind)) end = rules.end_of_sentence(at, mark);
            at = mark.next;
        }
        if (end != 0 && end < text.size()) ends.push_back(static_cast<std::uint32_t>(end));
    }
    if (!text.empty()) ends.push_back(static_cast<std::uint32_t>(text.size()));
}

}  // namespace wirecopy::tokens
