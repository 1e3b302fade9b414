#include "wirecopy/entities/candidates.hpp"

#include <limits>

#include "wirecopy/entities/languages.hpp"
#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::entities {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kLongestRun = 16;  ///< words; a longer run of capitals is no one name
constexpr std::size_t kAcronym = 5;      ///< letters; a longer word in capitals may be any word

/// The runs of one line.
class LineReader {
  public:
    LineReader(std::string_view text, const std::vector<Word>& words, const Evidence& evidence, Line line,
               std::vector<Candidate>& found)
        : text_(text),
          words_(words),
          evidence_(evidence),
          line_(line),
          nouns_have_capitals_(languages()[words[line.begin].language].nouns_have_capitals()),
          found_(found) {}

    void read() {
        for (std::size_t first = line_.begin; first < line_.end;) {
            if (const std::size_t noun = noun_of_name(first); noun != kNone) {
                put(first, noun, Support::certain);
                first = noun + 1;
                continue;
            }
            if (!starts(first)) {
                ++first;
                continue;
            }
            std::size_t last = first;
            for (std::size_t next = following(first, last); next != kNone && next < first + kLongestRun;
                 next = following(first, last)) {
                last = next;
            }
            split_titles(before_hyphen(first), last);
            first = last + 1;
        }
    }

  private:
    const Word& word(std::size_t i) const { return words_[i]; }
    bool exists(std::size_t i) const { return i < line_.end; }
    std::string_view surface(std::size_t i) const {
        return text_.substr(word(i).span.begin, word(i).span.end - word(i).span.begin);
    }

    bool is_title(std::size_t i) const {
        return word(i).cased_up() && (word(i).is(Cue::office) || word(i).is(Cue::address));
    }
    bool is_head(std::size_t i) const { return word(i).is(Cue::organisation) || word(i).is(Cue::place); }
    bool is_acronym(std::size_t i) const {
        return word(i).shape == Shape::upper && code_points(surface(i)).size() <= kAcronym;
    }
    bool is_particle(std::size_t i) const { return word(i).shape == Shape::lower && word(i).is(Cue::particle); }

    /// A word that can be part of a name; small words only in capitals ("US", "WHO").
    bool is_part(std::size_t i) const {
        const Word& w = word(i);
        if (!w.cased_up() || w.is(Cue::weekday)) return false;
        if (w.shape == Shape::initial) return exists(i + 1) && (word(i + 1).gap == Gap::stop || is_middle_initial(i));
        if (w.is(Cue::function_word) && w.shape != Shape::upper) return is_article_of_name(i);
        return !nouns_have_capitals_ || !evidence_.is_noun(w);
    }

    /// "Robert E Lee".
    bool is_middle_initial(std::size_t i) const {
        return i > line_.begin && word(i - 1).is(Cue::given_name) && word(i - 1).cased_up() &&
               word(i).gap == Gap::space && word(i + 1).gap == Gap::space && word(i + 1).shape == Shape::capitalised;
    }

    /// "Le Monde", "El País": where English may write "The" others write an article small unless it is the name's.
    bool is_article_of_name(std::size_t i) const {
        const bool inside = i > line_.begin && word(i).gap == Gap::space && word(i - 1).cased_up();
        if (nouns_have_capitals_ && inside) return false;  // a sentence without its full stop
        return word(i).language != 0 && !word(i).opens && exists(i + 1) && word(i + 1).gap == Gap::space &&
               word(i + 1).cased_up() && !word(i + 1).is(Cue::function_word);
    }

    /// The noun at the end of a name that begins with `first`, or kNone, where all nouns have capitals. Adjectives have
    /// one in names alone ("Deutsche Bank"); "Bank von England".
    std::size_t noun_of_name(std::size_t first) const {
        if (!nouns_have_capitals_ || word(first).shape != Shape::capitalised) return kNone;
        std::size_t noun = first;
        while (is_capital_adjective(noun) && exists(noun + 1) && word(noun + 1).gap == Gap::space &&
               word(noun + 1).shape == Shape::capitalised) {
            ++noun;
        }
        if (noun > first && evidence_.is_noun(word(noun))) return noun;
        const std::size_t of = first + 1;
        const std::size_t owner = first + 2;
        const bool joined = is_head(first) && evidence_.is_noun(word(first)) && exists(owner) && is_particle(of) &&
                            word(of).gap == Gap::space && word(owner).gap == Gap::space;
        return joined && is_part(owner) ? owner : kNone;
    }

    bool is_capital_adjective(std::size_t i) const {
        const Word& w = word(i);
        if (w.opens || w.is(Cue::noun) || w.is(Cue::office)) return false;
        const std::string_view adjective = surface(i);
        const bool ends = adjective.ends_with("e") || adjective.ends_with("er") || adjective.ends_with("es") ||
                          adjective.ends_with("en");
        return ends && (w.is(Cue::demonym) || evidence_.of(w).lower > 0);
    }

    bool is_date(std::size_t i) const {
        return word(i).is(Cue::month) && ((exists(i + 1) && word(i + 1).shape == Shape::number) ||
                                          (i > line_.begin && word(i - 1).shape == Shape::number));
    }

    bool starts(std::size_t i) const { return is_part(i) && !word(i).is(Cue::month); }

    /// "al-Assad": the particle before the hyphen is part of the name.
    std::size_t before_hyphen(std::size_t first) const {
        return word(first).gap == Gap::hyphen && is_particle(first - 1) ? first - 1 : first;
    }

    /// The next word of the run that reaches from `first` to `at`, or kNone.
    std::size_t following(std::size_t first, std::size_t at) const {
        const std::size_t next = at + 1;
        if (!exists(next) || word(at).possessive || ends_company(first, at, next)) return kNone;
        switch (word(next).gap) {
            case Gap::space:
                return over_space(first, at, next);
            case Gap::hyphen:
                return over_hyphen(first, at, next) ? next : kNone;
            case Gap::nothing:
                return word(next).shape == Shape::ampersand ? over_ampersand(next) : kNone;
            case Gap::stop:
                return !word(next).opens && is_part(next) ? next : kNone;
            case Gap::apostrophe: {
                const char before = text_[word(at).span.end - 1];
                return (before == 's' || before == 'S') && is_part(next) ? next : kNone;
            }
            default:
                return kNone;
        }
    }

    /// Behind the legal form of a company stands at most another one: "Cetus Corp CTUS", "Pace Inc of Houston".
    bool ends_company(std::size_t first, std::size_t at, std::size_t next) const {
        return at > first && is_legal_form(at) && !is_legal_form(next);
    }
    bool is_legal_form(std::size_t i) const { return word(i).is(Cue::legal_form) && word(i).cased_up(); }

    std::size_t over_space(std::size_t first, std::size_t at, std::size_t next) const {
        if (is_part(next)) {
            // After "U.S." a capital may open a sentence.
            const bool new_sentence = word(next).opens && !evidence_.is_name(word(next));
            return new_sentence || is_date(next) ? kNone : next;
        }
        if (word(next).shape == Shape::ampersand) return over_ampersand(next);
        if (word(next).shape == Shape::number) return evidence_.is_numbered(word(at), word(next)) ? next : kNone;
        if (is_particle(next)) {
            for (std::size_t to = next + 1; exists(to) && to <= next + 2; ++to) {
                if (word(to).gap != Gap::space && word(to).gap != Gap::hyphen) break;
                if (is_part(to)) return to;
                if (!is_particle(to)) break;
            }
        }
        return over_preposition(first, at, next);
    }

    std::size_t over_ampersand(std::size_t ampersand) const {
        const std::size_t next = ampersand + 1;
        const bool joined = exists(next) && (word(next).gap == Gap::space || word(next).gap == Gap::nothing);
        return joined && is_part(next) ? next : kNone;
    }

    /// "Bank of England", "Gulf of Mexico", "Ministry of Trade and Industry".
    std::size_t over_preposition(std::size_t first, std::size_t at, std::size_t small) const {
        static const tokens::TokenKey of = tokens::token_key("of");
        static const tokens::TokenKey for_ = tokens::token_key("for");
        static const tokens::TokenKey and_ = tokens::token_key("and");
        static const tokens::TokenKey the = tokens::token_key("the");
        const tokens::TokenKey key = word(small).key;
        std::size_t next = small + 1;
        if (word(small).shape != Shape::lower || !exists(next) || word(next).gap != Gap::space) return kNone;
        if (key == of || key == for_) {
            if (!is_head(at)) return kNone;
            if (word(next).key == the && exists(next + 1) && word(next + 1).gap == Gap::space) ++next;
            return is_part(next) && !is_title(next) ? next : kNone;
        }
        if (key == and_ && is_legal_form(next)) return next;
        if (key != and_ || !is_part(next) || !evidence_.is_common(word(next)) || !evidence_.is_common(word(at)))
            return kNone;
        return at > first || is_head(next) ? next : kNone;
    }

    /// "Jong-un", "Hyung-Jin" and "COVID-19" are one word; "Russia-Ukraine" is two, "Moscow-based" one and a tail.
    bool over_hyphen(std::size_t first, std::size_t at, std::size_t next) const {
        if (word(next).shape == Shape::number) return true;
        if (is_part(next)) return !(evidence_.of(word(at)).last > 0 && evidence_.of(word(next)).alone > 0);
        if (word(next).shape != Shape::lower || word(next).is(Cue::hyphen_tail)) return false;
        return at > first && word(at).gap == Gap::space && evidence_.of(word(next)).lower == 0;
    }

    void split_titles(std::size_t first, std::size_t last) {
        std::size_t title = kNone;
        for (std::size_t i = first; i <= last; ++i) {
            if (is_title(i)) title = i;
        }
        // "General Motors", "King Street": the head says that the first word is no office.
        const bool is_name = title == first && last > first && is_head(last) && !word(first).is(Cue::address);
        if (title == kNone || is_name) {
            const bool addressed = nouns_have_capitals_ && title_before(first, Cue::address);
            add(first, last, addressed || title_before(first, Cue::office), addressed ? first - 1 : first);
            return;
        }
        std::size_t before = title;
        while (before > first && is_title(before - 1)) --before;
        if (before > first) add_modifier(first, before - 1);
        std::size_t rest = title + 1;  // of "President & CEO" nothing
        while (rest <= last && word(rest).shape == Shape::ampersand) ++rest;
        if (rest <= last)
            add(rest, last, rest == title + 1, rest == title + 1 && word(title).is(Cue::address) ? title : rest);
    }

    /// "leader Kim Jong-un", "Kanzler Kohl".
    bool title_before(std::size_t first, Cue cue) const {
        return first > line_.begin && word(first).gap == Gap::space &&
               (word(first - 1).shape == Shape::lower || nouns_have_capitals_) && !word(first - 1).possessive &&
               word(first - 1).is(cue);
    }

    /// "Secretary of State Hillary Clinton": an office goes on to `first`.
    bool is_office_of(std::size_t first) const {
        static const tokens::TokenKey of = tokens::token_key("of");
        return first >= line_.begin + 2 && word(first).gap == Gap::space && word(first - 1).key == of &&
               word(first - 1).gap == Gap::space && word(first - 2).is(Cue::office);
    }

    /// What stands before an office: "Russian", "Security Council", "Transport".
    void add_modifier(std::size_t first, std::size_t last) {
        const bool certain = word(last).is(Cue::demonym) || (first < last && is_head(last));
        put(first, last, certain ? Support::certain : Support::known_only);
    }

    void put(std::size_t first, std::size_t last, Support support) { put(first, last, support, false, first); }
    void put(std::size_t first, std::size_t last, Support support, bool titled, std::size_t address) {
        found_.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last),
                          static_cast<std::uint32_t>(address), support, titled});
    }

    void add(std::size_t first, std::size_t last, bool titled, std::size_t address) {
        if (const std::size_t split = defined_by_acronym(first, last); split > first) {
            put(first, split - 1, Support::known_only);
            put(split, last, Support::certain);
            return;
        }
        if (last >= first + 2 && is_office_of(first) && word(first + 1).is(Cue::given_name)) {
            add_modifier(first, first);
            add(first + 1, last, true, first + 1);
            return;
        }
        if (first == last && word(first).is(Cue::compass)) return;
        const bool any_word = first == last && !titled && word(first).opens && !is_acronym(first);
        if (any_word && evidence_.is_common(word(first))) return;
        put(first, last, titled ? Support::certain : support(first, last), titled, address);
    }

    Support support(std::size_t first, std::size_t last) const {
        const Word& w = word(first);
        const bool one = first == last;
        if (one && is_acronym(first)) return Support::certain;
        if (!w.opens)
            return one && w.shape == Shape::capitalised && evidence_.is_common(w) ? Support::known_only
                                                                                  : Support::certain;
        const bool is_known = w.is(Cue::known_place) || w.is(Cue::given_name);
        if (one) return is_known || evidence_.is_name(w) ? Support::certain : Support::known_only;
        return evidence_.is_common(w) ? Support::maybe_first : Support::certain;
    }

    /// The word at which the name begins whose initials follow in brackets: in "South Korean Democratic Party (DP)"
    /// at "Democratic"; `first` when there are none.
    std::size_t defined_by_acronym(std::size_t first, std::size_t last) const {
        if (!exists(last + 1) || word(last + 1).gap != Gap::open || word(last + 1).shape != Shape::upper) return first;
        const std::u32string acronym = code_points(surface(last + 1));
        std::size_t letters = acronym.size();
        for (std::size_t i = last + 1; i-- > first && letters > 0;) {
            if (!word(i).cased_up()) continue;
            if (first_code_point(surface(i)) != acronym[letters - 1]) return first;
            if (--letters == 0) return i;
        }
        return first;
    }

    std::string_view text_;
    const std::vector<Word>& words_;
    const Evidence& evidence_;
    Line line_;
    bool nouns_have_capitals_;
    std::vector<Candidate>& found_;
};

}  // namespace

Candidates candidates_of(std::string_view text, const std::vector<Word>& words, const Evidence& evidence) {
    Candidates candidates;
    for (const Line& line : lines_of(words)) {
        if (is_all_capitals(words, line) || evidence.is_title_case(words, line)) {
            candidates.headlines.push_back(line);
        } else {
            LineReader(text, words, evidence, line, candidates.runs).read();
        }
    }
    candidates.runs.shrink_to_fit();
    return candidates;
}

}  // namespace wirecopy::entities
