#include "byte_sets.hpp"

#include "sentence_break.hpp"
#include "word_shape.hpp"

namespace wirecopy::tokens {
namespace {

constexpr unsigned flags(WordProperty property) {
    const Weight weight = property.weight();
    switch (property.word_class()) {
        case WordClass::letter:
        case WordClass::pictograph_letter:
            return weight == Weight::word ? Flags::letter : Flags::odd;
        case WordClass::numeric:
            return weight == Weight::number ? Flags::digit : Flags::odd;
        case WordClass::katakana:
            return weight == Weight::dictionary ? Flags::katakana : Flags::odd;
        case WordClass::extend:
        case WordClass::format:
            return Flags::extend;
        case WordClass::mid_letter:
            return weight == Weight::punctuation ? Flags::mid_letter : Flags::odd;
        case WordClass::mid_num:
            return weight == Weight::punctuation ? Flags::mid_num : Flags::odd;
        case WordClass::mid_num_let:
            return weight == Weight::punctuation ? Flags::mid_letter | Flags::mid_num : Flags::odd;
        case WordClass::space:
            return Flags::space;
        case WordClass::newline:
            return Flags::blank;
        case WordClass::other:
        case WordClass::pictograph:  // matters only after a ZWJ, and that is odd
            switch (weight) {
                case Weight::blank:
                    return Flags::blank;
                case Weight::punctuation:
                    return 0;
                case Weight::symbol:
                    return Flags::symbol;
                case Weight::dictionary:
                    return Flags::ideograph;
                default:
                    return Flags::odd;
            }
        default:
            return Flags::odd;  // ZWJ, Hebrew and its quotes, regional indicators, connectors
    }
}

std::array<std::uint8_t, 256> all_flags() {
    std::array<std::uint8_t, 256> table{};
    for (unsigned byte = 0; byte < 256; ++byte) {
        WordProperty property;
        property.byte = static_cast<std::uint8_t>(byte);
        table[byte] = static_cast<std::uint8_t>(flags(property));
    }
    return table;
}

bool is_mid_letter(WordClass c) {
    return c == WordClass::mid_letter || c == WordClass::mid_num_let || c == WordClass::single_quote;
}

bool is_mid_num(WordClass c) {
    return c == WordClass::mid_num || c == WordClass::mid_num_let || c == WordClass::single_quote;
}

bool leads_to_letters_only(unsigned lead) {
    for (unsigned low = 0; low < 64; ++low) {
        if (flags(word_property((lead & 0x1FU) << 6U | low)) != Flags::letter) return false;
    }
    return true;
}

}  // namespace

ByteSets::ByteSets() {
    for (unsigned c = 0; c < 0x80; ++c) {
        const WordProperty property = word_property(c);
        const WordClass of = property.word_class();
        if (of == WordClass::letter) letter.add(c);
        if (of == WordClass::numeric) digit.add(c);
        if (of == WordClass::extend_num_let) connector.add(c);
        if (is_mid_letter(of)) mid_letter_but_colon.add(c);
        if (is_mid_letter(of) || of == WordClass::colon) mid_letter.add(c);
        if (is_mid_num(of)) mid_num.add(c);
        if (of == WordClass::space) space.add(c);
        if (property.weight() == Weight::blank) blank.add(c);
        if (property.weight() == Weight::symbol) symbol.add(c);
        const SentenceBreak kind = sentence_break(static_cast<std::int32_t>(c));
        if (ends_sentence(kind)) sentence_end.add(c);
        if (c >= '\n' && c <= '\r') line_end.add(c);
    }
    for (unsigned lead = 0xC4; lead < 0xE0; ++lead) {
        if (leads_to_letters_only(lead)) letter_lead.add(lead & 0x7FU);
    }
    for (unsigned lead = 0xC3; lead <= 0xF4; ++lead) {
        if (detail::kSentenceEndMasks[lead] != 0) sentence_end_lead.add(lead & 0x7FU);
    }
    for (unsigned low = 0; low < 64; ++low) {
        const unsigned c2 = flags(word_property(0x80 + low));
        if (c2 == Flags::letter) c2_letter.add(low);
        if (c2 == Flags::symbol) c2_symbol.add(low);
        if (c2 == Flags::blank) c2_blank.add(low);
        if (c2 == Flags::letter || c2 == Flags::symbol || c2 == Flags::blank || c2 == 0) c2_known.add(low);
        if (flags(word_property(0xC0 + low)) == Flags::letter) c3_letter.add(low);  // the others are symbols
        const unsigned general = flags(word_property(0x2000 + low));
        if (general == (Flags::mid_letter | Flags::mid_num)) general_quote.add(low);
        if (general == (Flags::mid_letter | Flags::mid_num) || general == 0) general_known.add(low);
        const auto code_point = static_cast<std::int32_t>(0x2000 + low);
        const SentenceBreak kind = sentence_break(code_point);
        if (ends_sentence(kind) || code_point == kEllipsis) general_sentence_end.add(low);
        if (kind == SentenceBreak::separator) general_line_end.add(low);
    }
}

const ByteSets kByteSets;
const std::array<std::uint8_t, 256> kFlags = all_flags();

}  // namespace wirecopy::tokens
