#include "word_automaton.hpp"

namespace wirecopy::tokens {
namespace {

using C = WordClass;
using S = WordState;

constexpr bool is_letter(C c) {
    return c == C::letter || c == C::hebrew_letter || c == C::pictograph_letter;
}
constexpr bool extends(C c) {
    return c == C::extend || c == C::format || c == C::zwj;
}
constexpr bool ends_line(C c) {
    return c == C::cr || c == C::lf || c == C::newline;
}
constexpr bool is_pictograph(C c) {
    return c == C::pictograph || c == C::pictograph_letter;
}
constexpr bool is_mid_letter(C c) {
    return c == C::mid_letter || c == C::mid_num_let || c == C::single_quote;
}
constexpr bool is_mid_num(C c) {
    return c == C::mid_num || c == C::mid_num_let || c == C::single_quote;
}

/// The state after a character with nothing before it that counts.
constexpr S alone(C c) {
    switch (c) {
        case C::cr:
            return S::carriage_return;
        case C::lf:
        case C::newline:
            return S::newline;
        case C::letter:
        case C::pictograph_letter:
            return S::letter;
        case C::hebrew_letter:
            return S::hebrew_letter;
        case C::numeric:
            return S::numeric;
        case C::katakana:
            return S::katakana;
        case C::extend_num_let:
            return S::extend_num_let;
        case C::regional_indicator:
            return S::odd_indicators;
        case C::space:
            return S::space;
        default:
            return S::other;
    }
}

struct Outcome {
    S state;
    bool breaks = false;  ///< before this character
    bool holds = false;   ///< before this character, unless the next one fits
    bool fits = false;    ///< the boundary held back is none
};

/// WB5 to WB999: a character after `before`, extending characters aside.
constexpr Outcome joined(S before, C c) {
    const Outcome joins{alone(c)};
    const Outcome fits{alone(c), false, false, true};
    const Outcome breaks{alone(c), true};
    switch (before) {
        case S::hebrew_letter:
            if (c == C::single_quote) return {S::hebrew_single_quote};  // WB7a, and WB6 if a letter follows
            if (c == C::double_quote) return {S::hebrew_double_quote, false, true};  // WB7b
            [[fallthrough]];
        case S::letter:
            if (is_letter(c) || c == C::numeric || c == C::extend_num_let) return joins;  // WB5, WB9, WB13a
            if (is_mid_letter(c)) return {S::letter_mid, false, true};                    // WB6
            return breaks;
        case S::numeric:
            if (is_letter(c) || c == C::numeric || c == C::extend_num_let) return joins;  // WB10, WB8, WB13a
            if (is_mid_num(c)) return {S::numeric_mid, false, true};                      // WB12
            return breaks;
        case S::katakana:
            return c == C::katakana || c == C::extend_num_let ? joins : breaks;  // WB13, WB13a
        case S::extend_num_let: {
            const bool word = is_letter(c) || c == C::numeric || c == C::katakana || c == C::extend_num_let;
            return word ? joins : breaks;  // WB13a, WB13b
        }
        case S::odd_indicators:
            return c == C::regional_indicator ? Outcome{S::other} : breaks;  // WB15, WB16
        case S::letter_mid:
        case S::hebrew_single_quote:
            return is_letter(c) ? fits : breaks;  // WB7
        case S::hebrew_double_quote:
            return c == C::hebrew_letter ? fits : breaks;  // WB7c
        case S::numeric_mid:
            return c == C::numeric ? fits : breaks;  // WB11
        default:
            return breaks;  // WB999
    }
}

constexpr Outcome outcome(S before, bool after_zwj, C c) {
    if (before == S::carriage_return && c == C::lf) return {S::newline};  // WB3
    const bool after_line = before == S::carriage_return || before == S::newline || before == S::start_of_text;
    if (after_line || ends_line(c)) return {alone(c), true};                                     // WB1, WB3a, WB3b
    if (after_zwj && is_pictograph(c)) return {alone(c), false, false, joined(before, c).fits};  // WB3c
    if (before == S::space && c == C::space && !after_zwj) return {S::space};                    // WB3d
    if (extends(c)) return {before == S::space ? S::other : before, false, false, true};         // WB4
    return joined(before, c);
}

constexpr WordStep step(S before, bool after_zwj, C c) {
    const Outcome result = outcome(before, after_zwj, c);
    unsigned bits = 2 * static_cast<unsigned>(result.state) + (c == C::zwj ? 1 : 0);
    if (result.breaks) bits |= WordStep::kBreak;
    if (result.holds) bits |= WordStep::kHold;
    if (is_undecided(before) && !result.fits) bits |= WordStep::kConfirm;
    return {static_cast<std::uint16_t>(bits)};
}

constexpr WordAutomaton automaton(WordRules rules) {
    const C colon = rules == WordRules::unicode ? C::mid_letter : C::other;
    WordAutomaton table{};
    for (unsigned state = 0; state < 2 * kWordStates; ++state) {
        for (unsigned c = 0; c < kWordClasses; ++c) {
            const C of = static_cast<C>(c) == C::colon ? colon : static_cast<C>(c);
            table[state][c] = step(static_cast<S>(state / 2), state % 2 != 0, of);
        }
    }
    return table;
}

constexpr WordAutomaton kUnicode = automaton(WordRules::unicode);
constexpr WordAutomaton kNews = automaton(WordRules::news);

}  // namespace

const WordAutomaton& word_automaton(WordRules rules) {
    return rules == WordRules::unicode ? kUnicode : kNews;
}

}  // namespace wirecopy::tokens
