#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "wirecopy/text/utf8.hpp"
#include "wirecopy/tokens/words.hpp"

#include "word_properties.hpp"

namespace wirecopy::tokens {

/// What the rules of UAX #29 need to know of the text before a character: what stands there, seen through the
/// extending characters that WB4 skips, and whether the last of them was a ZWJ (WB3c).
///
/// In the last four a mark stands between two letters or digits as far as is known; what comes next decides.
enum class WordState : std::uint8_t {
    start_of_text,
    carriage_return,
    newline,
    other,
    letter,
    hebrew_letter,
    numeric,
    katakana,
    extend_num_let,
    odd_indicators,
    space,
    letter_mid,
    hebrew_single_quote,
    hebrew_double_quote,
    numeric_mid,
};
constexpr unsigned kWordStates = 15;

/// Whether a boundary is held back.
constexpr bool is_undecided(WordState state) {
    return state == WordState::letter_mid || state == WordState::hebrew_double_quote || state == WordState::numeric_mid;
}

/// A step of the automaton, in a byte and a half: the next state, and what the character does to boundaries.
struct WordStep {
    static constexpr std::uint16_t kBreak = 1U << 8U;  ///< a boundary before this character
    static constexpr std::uint16_t kHold = 1U << 9U;   ///< a boundary before this character, unless the next one fits
    static constexpr std::uint16_t kConfirm = 1U << 10U;  ///< the boundary held back is one
    static constexpr std::uint16_t kState = 63;           ///< 2 * state + (the last character was a ZWJ)

    std::uint16_t bits;
};

/// By state and by class.
using WordAutomaton = std::array<std::array<WordStep, 32>, std::size_t{2} * kWordStates>;

/// Made from the rules when the program is compiled.
const WordAutomaton& word_automaton(WordRules rules);

/// The segments of UAX #29 from `begin`, which must be a boundary or where the text may be taken to start, up to the
/// first boundary at or after `until`, which is returned: `emit(begin, end, weight)` is called for each.
///
/// O(length), constant memory.
template <typename Emit>
std::size_t scan_words(std::string_view text, std::size_t begin, std::size_t until, WordRules rules, Emit&& emit) {
    const WordAutomaton& automaton = word_automaton(rules);
    unsigned state = 0;
    std::size_t held = begin;
    Weight weight = Weight::blank;
    Weight held_weight = Weight::blank;
    std::size_t segment = begin;
    for (std::size_t at = begin; at < text.size();) {
        const text::Character character = text::character_at(text, at);
        const WordProperty property = word_property(character.code_point);
        const unsigned step = automaton[state][static_cast<std::size_t>(property.word_class())].bits;
        state = step & WordStep::kState;
        if ((step & WordStep::kConfirm) != 0) {
            emit(segment, held, weight);
            segment = held;
            weight = held_weight;
            held_weight = Weight::blank;
            if (held >= until) return held;
        }
        if ((step & WordStep::kBreak) != 0) {
            if (at != begin) {
                emit(segment, at, weight);
                if (at >= until) return at;
            }
            segment = at;
            weight = property.weight();
            held_weight = Weight::blank;
        } else if ((step & WordStep::kHold) != 0) {
            held = at;
            held_weight = property.weight();
        } else if (is_undecided(static_cast<WordState>(state / 2))) {
            held_weight = std::max(held_weight, property.weight());
        } else {
            weight = std::max({weight, held_weight, property.weight()});
        }
        at += character.size;
    }
    if (segment == text.size()) return segment;
    if (is_undecided(static_cast<WordState>(state / 2))) {
        emit(segment, held, weight);
        if (held >= until) return held;
        emit(held, text.size(), held_weight);
    } else {
        emit(segment, text.size(), weight);
    }
    return text.size();
}

}  // namespace wirecopy::tokens
