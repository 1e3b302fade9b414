// The rules of UAX #29 on 64 bytes at once. See block_masks.hpp for how it is compiled.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "block_masks.hpp"
#include "ends.hpp"
#include "scan_notes.hpp"
#include "word_automaton.hpp"
#include "word_blocks.hpp"

namespace wirecopy::tokens {

/// Finds the segments of a text. What a block cannot decide (an odd character) goes to the automaton, from the last
/// boundary before it to the first one after the block.
template <typename Bytes>
class BlockScanner {
  public:
    BlockScanner(std::string_view text, const SegmentSink& sink)
        : text_(text), sink_(sink), reader_(text, sink.rules, sink.notes != nullptr) {
        first_ = sink_.words != nullptr ? sink_.words->size() : sink_.boundaries->size();
        count_ = ends_ = first_;
        if (sink_.notes == nullptr) return;
        sink_.notes->common_until = static_cast<std::uint32_t>(text.size());
        sink_.notes->is_common = true;
    }

    void run() {
        std::array<BlockMasks, 2> blocks;
        BlockMasks* masks = &blocks[0];
        BlockMasks* ahead = &blocks[1];
        std::size_t at = 0;
        restart(at);
        reader_.read(at, *masks);
        while (at <= text_.size()) {  // at the end itself too: there the last segment ends
            reader_.read(at + kBlock, *ahead);
            if (sink_.notes != nullptr) note(at, *masks);
            cling(*masks);
            if (masks->odd == 0) {
                emit(at, *masks, boundaries(*masks, *ahead), text_.size() - at);
                at += kBlock;
                std::swap(masks, ahead);
            } else {
                at = leave_to_automaton(at, *masks, *ahead);
                if (at == text_.size()) break;
                restart(at);
                reader_.read(at, *masks);
            }
        }
        if (sink_.words == nullptr) return;
        sink_.words->begin.resize(count_);
        sink_.words->end.resize(count_);
        sink_.words->kind.resize(count_);
    }

  private:
    /// The last bit of each mask in the block before, at bit 0.
    struct Carry {
        Mask letter, digit, connector, katakana, ideograph, symbol, blank, space, mid, carriage_return, word;
        Mask mid_bytes;  ///< first bytes of this block that end a mark inside a word
        Mask is_token, has_letter, has_digit, has_dictionary;  ///< of the segment that is open
    };

    static Mask last(Mask mask) { return mask >> 63U; }
    static Mask shifted(Mask mask, Mask carry) { return mask << 1U | carry; }
    static Mask ahead_by(unsigned bytes, Mask mask, Mask ahead) { return mask >> bytes | ahead << (64 - bytes); }
    static Mask below(unsigned bit) { return (Mask{1} << bit) - 1; }

    /// The bytes of the text, up to a boundary at `bit`, which may be 64.
    static Mask up_to(std::size_t bit) { return bit >= kBlock ? ~Mask{0} : below(static_cast<unsigned>(bit)); }

    /// Starts over at a boundary, as at the start of a text.
    void restart(std::size_t at) {
        reader_.restart();
        carry_ = {};
        carry_.blank = 1;
        start_ = last_boundary_ = at;
    }

    /// WB4: extending characters take after what they follow. After nothing, a blank or a mark inside a word they are
    /// left to the automaton.
    void cling(BlockMasks& masks) const {
        if (masks.extend == 0) return;
        const Mask mid = masks.mid_letter | masks.mid_num;
        masks.odd |= masks.extend & (shifted(masks.blank, carry_.blank) | shifted(mid, carry_.mid));
        masks.letter |= clinging(masks.extend, shifted(masks.letter, carry_.letter));
        masks.digit |= clinging(masks.extend, shifted(masks.digit, carry_.digit));
        masks.connector |= clinging(masks.extend, shifted(masks.connector, carry_.connector));
        masks.katakana |= clinging(masks.extend, shifted(masks.katakana, carry_.katakana));
        masks.ideograph |= clinging(masks.extend, shifted(masks.ideograph, carry_.ideograph));
        masks.symbol |= clinging(masks.extend, shifted(masks.symbol, carry_.symbol));
    }

    /// The bits of the runs of `extend` that begin where `after` has a bit: an addition carries through a run.
    static Mask clinging(Mask extend, Mask after) {
        const Mask starts = extend & after & ~(extend << 1U);
        return extend & ~(extend + starts);
    }

    /// Where a segment begins.
    Mask boundaries(const BlockMasks& m, const BlockMasks& ahead) {
        const Mask before_letter = shifted(m.letter, carry_.letter);
        const Mask before_digit = shifted(m.digit, carry_.digit);
        const Mask mid = inner_marks(m, ahead, before_letter, before_digit);
        const Mask word = m.letter | m.digit | m.connector | mid;
        Mask joined = m.continuation | m.extend | (word & shifted(word, carry_.word));
        joined |= m.space & shifted(m.space, carry_.space);
        joined |= m.line_feed & shifted(m.carriage_return, carry_.carriage_return);
        if ((m.katakana | carry_.katakana) != 0) {
            const Mask before_katakana = shifted(m.katakana, carry_.katakana);
            joined |= (m.katakana | m.connector) & before_katakana;
            joined |= m.katakana & shifted(m.connector, carry_.connector);
        }
        carry_.word = last(word);
        carry_.letter = last(m.letter);
        carry_.digit = last(m.digit);
        carry_.connector = last(m.connector);
        carry_.katakana = last(m.katakana);
        carry_.ideograph = last(m.ideograph);
        carry_.space = last(m.space);
        carry_.carriage_return = last(m.carriage_return);
        carry_.mid = last(m.mid_letter | m.mid_num);
        return ~joined;
    }

    /// WB6, WB7, WB11, WB12: the bytes of marks between two letters or two digits.
    Mask inner_marks(const BlockMasks& m, const BlockMasks& ahead, Mask before_letter, Mask before_digit) {
        const Mask first = ~m.continuation;
        const Mask of_letters = m.mid_letter & first & before_letter;
        const Mask of_digits = m.mid_num & first & before_digit;
        Mask marks = carry_.mid_bytes;
        carry_.mid_bytes = 0;
        if ((of_letters | of_digits) == 0) return marks;
        const Mask second = ahead_by(1, m.continuation, ahead.continuation);
        const Mask third = second & ahead_by(2, m.continuation, ahead.continuation);
        marks |= between(of_letters, of_digits, m, ahead, 1) & ~second;
        if (second != 0) {
            const Mask two = between(of_letters, of_digits, m, ahead, 2) & second & ~third;
            const Mask three = between(of_letters, of_digits, m, ahead, 3) & third;
            marks |= two | two << 1U | three | three << 1U | three << 2U;
            carry_.mid_bytes = last(two) | last(three) | three >> 62U;
        }
        return marks;
    }

    static Mask between(Mask of_letters, Mask of_digits, const BlockMasks& m, const BlockMasks& ahead, unsigned size) {
        return (of_letters & ahead_by(size, m.letter, ahead.letter)) |
               (of_digits & ahead_by(size, m.digit, ahead.digit));
    }

    /// Writes what begins before `stop` and what ends up to it; at `stop`, if it lies in the block, all ends.
    void emit(std::size_t at, const BlockMasks& m, Mask boundary, std::size_t stop) {
        const Mask end = stop < kBlock ? Mask{1} << stop : 0;
        const Mask starts = (boundary | (at == start_ ? 1U : 0U)) & up_to(stop);
        const Mask open = ~(boundary | starts | end);
        const Mask safe = starts & ~(m.mid_letter | m.mid_num);  // what comes after a mark may still join it
        if (safe != 0) last_boundary_ = at + 63U - static_cast<unsigned>(std::countl_zero(safe));
        const auto base = static_cast<std::uint32_t>(at);
        if (sink_.words == nullptr) {
            write_boundaries(base, (starts | end) & ~Mask{at == start_ ? 1U : 0U});
            return;
        }
        const Mask begins = starts & ~m.blank;
        const Mask ends = held(begins, open, carry_.is_token) & (starts | end);
        const Mask letters = m.letter | m.katakana | m.ideograph;
        const Mask has_letter = held(letters, open, carry_.has_letter);
        const Mask has_digit = held(m.digit, open, carry_.has_digit);
        const Mask is_symbol = shifted(m.symbol, carry_.symbol);
        const Mask dictionary = m.katakana | m.ideograph;
        Mask has_dictionary = 0;
        if ((dictionary | carry_.has_dictionary) != 0) {
            has_dictionary = held(dictionary, open, carry_.has_dictionary);
        }
        carry_.symbol = last(m.symbol);
        carry_.blank = last(m.blank);

        WordColumns& words = *sink_.words;
        make_room();
        Bytes::write_positions(begins, base, words.begin.data() + count_);
        Bytes::write_positions(ends, base, words.end.data() + ends_);
        Bytes::write_kinds({ends, has_letter, has_digit, is_symbol, has_dictionary}, words.kind.data() + ends_);
        count_ += static_cast<std::size_t>(std::popcount(begins));
        ends_ += static_cast<std::size_t>(std::popcount(ends));
    }

    /// At each boundary, whether the segment before it holds a bit of `what`: added to the run of bytes that open
    /// nothing, a bit carries through to the boundary that ends it.
    static Mask held(Mask what, Mask open, Mask& carry) {
        const Mask after = shifted(what, carry);
        const Mask sum = open + (after & open);
        carry = last(what) | (sum < open ? 1U : 0U);
        return (sum | after) & ~open;
    }

    void write_boundaries(std::uint32_t base, Mask found) {
        Column<std::uint32_t>& all = *sink_.boundaries;
        all.reserve(all.size() + 2 * kBlock);
        Bytes::write_positions(found, base, all.data() + all.size());
        all.resize(all.size() + static_cast<std::size_t>(std::popcount(found)));
    }

    /// Takes back what an odd character may change, and lets the automaton go on to a boundary past the block.
    std::size_t leave_to_automaton(std::size_t at, const BlockMasks& masks, const BlockMasks& ahead) {
        const Mask before_odd = below(static_cast<unsigned>(std::countr_zero(masks.odd)));
        const Mask boundary = boundaries(masks, ahead);
        const Mask known = boundary & before_odd & ~(masks.mid_letter | masks.mid_num);
        if (known != 0) {
            emit(at, masks, boundary, 63U - static_cast<unsigned>(std::countl_zero(known)));
            last_boundary_ = at + 63U - static_cast<unsigned>(std::countl_zero(known));
        }
        const std::size_t from = last_boundary_;
        take_back(from);
        const std::size_t block_end = std::min(at + kBlock, text_.size());
        const std::size_t end =
            scan_words(text_, from, block_end, sink_.rules,
                       [this](std::size_t begin, std::size_t to, Weight weight) { add(begin, to, weight); });
        if (sink_.notes != nullptr) {
            append_ends(text_, block_end, end, Ends::lines, sink_.notes->line_ends);
            append_ends(text_, block_end, end, Ends::sentences, sink_.notes->sentence_ends);
        }
        return end;
    }

    void note(std::size_t at, const BlockMasks& masks) {
        ScanNotes& notes = *sink_.notes;
        append_places(masks.line_end, at, notes.line_ends);
        append_places(masks.sentence_end, at, notes.sentence_ends);
        if (!notes.is_common) return;
        if (masks.uncommon != 0) {
            notes.is_common = false;
            notes.common_until = static_cast<std::uint32_t>(at);
        } else if (masks.repeat != 0) {
            append_places(masks.repeat, at, notes.repeats);
        }
    }

    static void append_places(Mask found, std::size_t at, Column<std::uint32_t>& places) {
        const std::size_t size = places.size();
        places.reserve(size + 2 * kBlock);
        Bytes::write_few_positions(found, static_cast<std::uint32_t>(at), places.data() + size);
        places.resize(size + static_cast<std::size_t>(std::popcount(found)));
    }

    void take_back(std::size_t from) {
        if (sink_.words == nullptr) {
            Column<std::uint32_t>& all = *sink_.boundaries;
            while (all.size() > first_ && all.back() > from) all.resize(all.size() - 1);
            return;
        }
        while (count_ > first_ && sink_.words->begin.data()[count_ - 1] >= from) --count_;
        ends_ = count_;
    }

    void add(std::size_t begin, std::size_t end, Weight weight) {
        if (sink_.words == nullptr) {
            sink_.boundaries->push_back(static_cast<std::uint32_t>(end));
            return;
        }
        if (weight == Weight::blank) return;
        make_room();
        sink_.words->begin.data()[count_] = static_cast<std::uint32_t>(begin);
        sink_.words->end.data()[count_] = static_cast<std::uint32_t>(end);
        sink_.words->kind.data()[count_] = kind_of(weight);
        ends_ = ++count_;
    }

    /// For all that a block can hold and what a register writes past it.
    void make_room() {
        const std::size_t size = count_ + 2 * kBlock;
        sink_.words->begin.reserve(size);
        sink_.words->end.reserve(size);
        sink_.words->kind.reserve(size);
    }

    std::string_view text_;
    SegmentSink sink_;
    BlockReader<Bytes> reader_;
    Carry carry_{};
    std::size_t start_ = 0;          ///< where the blocks started over
    std::size_t last_boundary_ = 0;  ///< the last one that no later character can undo
    std::size_t first_ = 0;          ///< what the sink held before
    std::size_t count_ = 0;          ///< tokens that have begun
    std::size_t ends_ = 0;           ///< tokens that have ended
};

}  // namespace wirecopy::tokens
