// What the bytes of a block of text are, as masks of 64 bits: bit i tells of byte i, and a character's bits cover all
// its bytes. Included by the files that are compiled for one instruction set each; everything is a template of `Bytes`,
// the 64 bytes in registers, so that no code of one of them is taken for another's.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "wirecopy/text/utf8.hpp"

#include "byte_sets.hpp"
#include "sentence_break.hpp"

namespace wirecopy::tokens {

using Mask = std::uint64_t;
constexpr std::size_t kBlock = 64;

struct BlockMasks {
    Mask letter, digit, connector, katakana, ideograph;  // what joins, each in its way
    Mask mid_letter, mid_num;                            // what joins two letters, two digits
    Mask extend;                                         // what clings to anything before it
    Mask space, blank, symbol;
    Mask line_feed, carriage_return;
    Mask continuation;  // bytes that begin no character
    Mask odd;           // characters that only the automaton knows
    // For notes: first bytes of what ends lines or may end sentences, and of marks that may be followed by their like.
    Mask line_end, sentence_end, repeat, uncommon;
};

/// Reads a text block by block.
template <typename Bytes>
class BlockReader {
  public:
    BlockReader(std::string_view text, WordRules rules, bool takes_notes)
        : text_(text),
          takes_notes_(takes_notes),
          mid_letter_(rules == WordRules::unicode ? &kByteSets.mid_letter : &kByteSets.mid_letter_but_colon) {}

    /// The masks of the 64 bytes from `at` on; past the end stand NULs. After `restart`, `at` must begin a character,
    /// and each later call must ask for the next block.
    void read(std::size_t at, BlockMasks& masks) {
        const char* bytes = text_.data() + at;
        alignas(64) std::array<char, kBlock + kLookahead> rest;
        if (at + kBlock + kLookahead > text_.size()) {
            rest.fill(0);
            if (at < text_.size()) std::memcpy(rest.data(), bytes, std::min(rest.size(), text_.size() - at));
            bytes = rest.data();
        }
        const Bytes block = Bytes::load(bytes);
        masks.letter = block.in(kByteSets.letter);
        masks.digit = block.in(kByteSets.digit);
        masks.connector = block.in(kByteSets.connector);
        masks.mid_letter = block.in(*mid_letter_);
        masks.mid_num = block.in(kByteSets.mid_num);
        masks.space = block.in(kByteSets.space);
        masks.blank = block.in(kByteSets.blank);
        masks.symbol = block.in(kByteSets.symbol);
        masks.line_feed = block.equals('\n');
        masks.carriage_return = block.equals('\r');
        masks.katakana = masks.ideograph = masks.extend = masks.continuation = masks.odd = 0;
        const Mask beyond_ascii = block.beyond_ascii();
        if (takes_notes_) {
            masks.line_end = block.in(kByteSets.line_end);
            masks.sentence_end = block.in(kByteSets.sentence_end);
            masks.repeat = block.equals(Bytes::load(bytes + 1)) & ~(masks.letter | masks.digit | masks.blank);
            masks.repeat &= ~beyond_ascii;
            masks.uncommon = 0;
        }
        if ((beyond_ascii | spill_.any) != 0) read_beyond_ascii(at, bytes, block, beyond_ascii, masks);
    }

    void restart() { spill_ = {}; }

  private:
    static constexpr std::size_t kLookahead = 4;

    /// What characters of the last block say of the first bytes of this one.
    struct Spill {
        Mask any = 0;
        Mask letter = 0, symbol = 0, blank = 0, quote = 0;
        std::array<std::uint8_t, 3> flags{};
    };

    /// Two-byte characters of the sets, and quotes and dashes; the others go to `look_up`.
    void read_beyond_ascii(std::size_t at, const char* bytes, const Bytes& block, Mask beyond_ascii,
                           BlockMasks& masks) {
        const Bytes second = Bytes::load(bytes + 1).without_high_bit();
        const Mask continuation = block.continuation();
        const Mask c2 = block.equals(0xC2) & second.in(kByteSets.c2_known);
        const Mask c3 = block.equals(0xC3);
        const Mask general = block.equals(0xE2) & second.equals(0x00) &
                             Bytes::load(bytes + 2).without_high_bit().in(kByteSets.general_known);
        const Mask letter_lead = beyond_ascii & ~continuation & block.without_high_bit().in(kByteSets.letter_lead);
        Mask letter = letter_lead | (c3 & second.in(kByteSets.c3_letter));
        Mask symbol = c3 & ~letter;
        Mask blank = 0;
        Mask quote = 0;
        if (c2 != 0) {
            letter |= c2 & second.in(kByteSets.c2_letter);
            symbol |= c2 & second.in(kByteSets.c2_symbol);
            blank = c2 & second.in(kByteSets.c2_blank);
        }
        if (general != 0) {
            quote = general & Bytes::load(bytes + 2).without_high_bit().in(kByteSets.general_quote);
        }
        masks.continuation = continuation;
        masks.letter |= letter | letter << 1U | spill_.letter;
        masks.symbol |= symbol | symbol << 1U | spill_.symbol;
        masks.blank |= blank | blank << 1U | spill_.blank;
        const Mask quotes = quote | quote << 1U | quote << 2U | spill_.quote;
        masks.mid_letter |= quotes;
        masks.mid_num |= quotes;

        const Mask unknown = beyond_ascii & ~continuation & ~(c2 | c3 | letter_lead | general);
        const bool flagged = (spill_.flags[0] | spill_.flags[1] | spill_.flags[2]) != 0;
        if (takes_notes_) {
            const Mask leads = beyond_ascii & ~continuation;
            note_beyond_ascii(at, bytes, block, leads, c2 | c3, general, unknown, masks);
        }
        std::array<std::uint8_t, 3> flags{};
        if (unknown != 0 || flagged) flags = look_up(at, unknown, masks);
        spill_ = {0, letter >> 63U, symbol >> 63U, blank >> 63U, quote >> 63U | quote >> 62U, flags};
        spill_.any = (unknown | c2 | c3 | letter_lead | general) >> 61U;
    }

    /// `pairs`, `general`, `unknown`: first bytes of characters of the sets, of quotes and dashes, of others.
    void note_beyond_ascii(std::size_t at, const char* bytes, const Bytes& block, Mask leads, Mask pairs, Mask general,
                           Mask unknown, BlockMasks& masks) {
        const Bytes second = Bytes::load(bytes + 1);
        const Bytes third = Bytes::load(bytes + 2);
        const Mask punctuation = block.equals(0xE2) & second.equals(0x80);
        const Mask marks = pairs & ~masks.letter;
        masks.line_end |= block.equals(0xC2) & second.equals(0x85);
        if (marks != 0) masks.repeat |= marks & (third.equals(0xC2) | third.equals(0xC3));
        if (punctuation != 0) {
            const Mask whole = punctuation & third.continuation();
            const Bytes low = third.without_high_bit();
            masks.line_end |= whole & low.in(kByteSets.general_line_end);
            masks.sentence_end |= whole & low.in(kByteSets.general_sentence_end);
            masks.repeat |= general & Bytes::load(bytes + 3).equals(0xE2) & Bytes::load(bytes + 4).equals(0x80);
        }
        Mask others = leads & ~punctuation & block.without_high_bit().in(kByteSets.sentence_end_lead);
        for (; others != 0; others &= others - 1) {
            const auto i = static_cast<std::size_t>(std::countr_zero(others));
            if (may_end_sentence(text_, at + i, text_.size())) masks.sentence_end |= others & (~others + 1);
        }
        masks.uncommon = unknown;
    }

    /// Any character, one at a time, from the table. Returns the flags of the bytes that lie in the next block.
    std::array<std::uint8_t, 3> look_up(std::size_t at, Mask unknown, BlockMasks& masks) {
        constexpr std::array<std::uint32_t, 5> covered = {0, 0xFFU, 0xFFFFU, 0xFFFFFFU, 0xFFFFFFFFU};
        alignas(64) std::array<std::uint8_t, kBlock + 4> flags{};
        std::memcpy(flags.data(), spill_.flags.data(), spill_.flags.size());
        for (; unknown != 0; unknown &= unknown - 1) {
            const auto i = static_cast<std::size_t>(std::countr_zero(unknown));
            const text::Character character = text::character_at(text_, at + i);
            const std::uint32_t flag = kFlags[word_property(character.code_point).byte];
            const std::uint32_t all = flag * 0x01010101U & covered[character.size];
            std::memcpy(flags.data() + i, &all, sizeof(all));  // ascending: what this clears is not written yet
        }
        const Bytes block = Bytes::load(reinterpret_cast<const char*>(flags.data()));
        const Mask letter = block.with(Flags::letter);
        const Mask digit = block.with(Flags::digit);
        const Mask katakana = block.with(Flags::katakana);
        const Mask symbol = block.with(Flags::symbol);
        const Mask blank = block.with(Flags::blank);
        masks.letter |= letter & ~digit & ~katakana;
        masks.digit |= digit & ~letter;
        masks.katakana = katakana & ~letter;
        masks.ideograph = katakana & letter;
        masks.odd = letter & digit;
        masks.symbol |= symbol & ~blank;
        masks.blank |= blank;
        masks.space |= symbol & blank;
        masks.extend = block.with(Flags::extend);
        masks.mid_letter |= block.with(Flags::mid_letter);
        masks.mid_num |= block.with(Flags::mid_num);
        return {flags[kBlock], flags[kBlock + 1], flags[kBlock + 2]};
    }

    std::string_view text_;
    bool takes_notes_;
    const ByteSet* mid_letter_;
    Spill spill_;
};

}  // namespace wirecopy::tokens
