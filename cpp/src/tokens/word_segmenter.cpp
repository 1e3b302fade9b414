#include "word_segmenter.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "wirecopy/text/utf8.hpp"

#include "score_sum.hpp"

namespace wirecopy::tokens {
namespace {

constexpr std::string_view kSpace = "\u2581";
constexpr std::string_view kTail = "\u2581a";
constexpr std::size_t kMostPieces = 1024;
constexpr std::size_t kLongestForBpe = 512;   ///< bytes
constexpr std::size_t kMostKept = 1U << 16U;  ///< bytes of a stretch whose memory is kept

/// For each of 8 bytes the highest bit, up to and with the first byte below '!', the last of the spaces.
std::uint64_t first_below_letters(const char* bytes) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes, sizeof eight);
    constexpr std::uint64_t kEach = 0x0101010101010101U;
    return (eight - '!' * kEach) & ~eight & (0x80U * kEach);
}

KnownWord closed_word() {
    KnownWord word;
    word.closed = true;
    return word;
}

using FourBytes [[gnu::vector_size(4)]] = std::uint8_t;
using FourNumbers [[gnu::vector_size(16)]] = std::int32_t;

/// Writes four offsets in a word that stands at `offset`.
void write_offsets(const std::array<std::uint8_t, 4>& in_word, std::int32_t offset, std::int32_t* to) {
    FourBytes bytes;
    std::memcpy(&bytes, in_word.data(), sizeof bytes);
    const FourNumbers numbers = __builtin_convertvector(bytes, FourNumbers) + offset;
    std::memcpy(to, &numbers, sizeof numbers);
}

void append(const KnownWord& word, std::int32_t offset, PieceColumns& pieces) {
    pieces.make_room(word.pieces.size() * PieceGroup::kSize);
    std::size_t at = pieces.size;
    for (const PieceGroup& group : word.pieces) {
        std::memcpy(pieces.id.data() + at, group.id.data(), sizeof group.id);
        write_offsets(group.begin, offset, pieces.begin.data() + at);
        write_offsets(group.end, offset, pieces.end.data() + at);
        at += PieceGroup::kSize;
    }
    pieces.size += word.piece_count;
}

}  // namespace

/// A stretch of text as it is shown to the library: with a word in front, unless it is the first, and one behind,
/// unless it is the last. "a" stays as it is in a model that restarts at spaces.
struct WordSegmenter::Probe {
    std::string text;
    std::size_t lead;  ///< bytes in front of the stretch
    std::size_t size;
    bool last;

    Probe(std::string_view stretch, bool is_first, bool is_last)
        : lead(is_first ? 0 : 1), size(stretch.size()), last(is_last) {
        if (!is_first) text.push_back('a');
        text += stretch;
        if (!is_last) text += " a";
    }

    /// Where the stretch begins in the normalized text.
    std::size_t begin(const NormalizedText& normal) const {
        std::size_t at = 0;
        while (at < normal.text.size() && normal.origin[at] < lead) ++at;
        return at;
    }

    std::string_view of(const NormalizedText& normal) const {
        const std::size_t first = begin(normal);
        return std::string_view(normal.text).substr(first, normal.text.size() - first - (last ? 0 : kTail.size()));
    }

    std::string_view stretch() const { return std::string_view(text).substr(lead, size); }
};

void WordSegmenter::segment(std::string_view text, PieceColumns& pieces) {
    ScoreSum sum(*by_words_, pieces);
    std::int32_t offset = 0;  // of `begin` in code points
    for (std::size_t begin = 0; begin < text.size();) {
        split(text, begin);
        for (const Word& word : std::span(words_).first(word_count_)) {
            if (word.begin < begin) continue;  // went into a stretch
            const KnownWord known = look_up(text, word);
            begin = word.end;
            if (sum.is_below(known.robust_below)) {
                if (!known.scores.empty()) sum.exact();
                append(known, offset, pieces);
                sum.add(known);
                offset += known.length;
                continue;
            }
            bool closed = known.closed;
            while (!closed && begin < text.size()) {
                Word next;
                read_word(text, begin, next);
                closed = look_up(text, next).closed;
                begin = next.end;
            }
            const Probe probe(text.substr(word.begin, begin - word.begin), word.begin == 0, !closed);
            segment_stretch(probe, sum.exact());
            CodePoints code_points(probe.stretch());
            for (const PlacedPiece& piece : placed_) {
                const std::int32_t from = offset + code_points.at(piece.begin);
                pieces.push_back(piece.id, from, offset + code_points.at(piece.end));
            }
            sum.set();
            offset += code_points.at(probe.size);
            forget_stretch();
        }
    }
}

/// Sets `words_` to the next words, and has the memo fetch them.
void WordSegmenter::split(std::string_view text, std::size_t begin) {
    word_count_ = 0;
    while (begin < text.size() && word_count_ < words_.size()) {
        Word& word = words_[word_count_++];
        read_word(text, begin, word);
        begin = word.end;
        memo_.prefetch_slot(word.key);
    }
    for (const Word& word : std::span(words_).first(word_count_)) memo_.prefetch_record(word.key);
}

void WordSegmenter::read_word(std::string_view text, std::size_t begin, Word& word) const {
    word.begin = begin;
    word.end = end_of_word(text, begin);
    // The first word of a text has no space in front, so it cannot be taken for another; if it has one, it is learnt
    // anew each time.
    word.remembered = word.end - begin <= WordMemo::kLongest && (begin != 0 || !model_->is_space(text[0]));
    if (word.remembered) WordMemo::make_key(text.substr(begin), word.end - begin, word.key);
}

std::size_t WordSegmenter::end_of_word(std::string_view text, std::size_t begin) const {
    std::size_t end = begin;
    while (end < text.size() && model_->is_space(text[end])) ++end;
    while (end + 8 <= text.size()) {
        const std::uint64_t found = first_below_letters(text.data() + end);
        if (found == 0) {
            end += 8;
            continue;
        }
        end += static_cast<std::size_t>(std::countr_zero(found)) / 8;
        if (model_->is_space(text[end])) return end;
        ++end;
    }
    while (end < text.size() && !model_->is_space(text[end])) ++end;
    return end;
}

KnownWord WordSegmenter::look_up(std::string_view text, const Word& word) {
    KnownWord known;
    if (word.remembered && memo_.find(word.key, known)) return known;
    known = learn(text.substr(word.begin, word.end - word.begin), word.begin == 0);
    if (word.remembered) memo_.add(word.key, known);
    return known;
}

KnownWord WordSegmenter::learn(std::string_view word, bool first) {
    if (!first && is_quick(word)) {
        normalize_quickly(word);
        const float robust_below = segment_word(normal_.text);
        placed_.clear();
        by_words_->placer.place(steps_, normal_, 0, placed_);
        return known_word(word, robust_below);
    }
    const Probe probe(word, first, false);
    model_->normalize(probe.text, normal_);
    if (!is_closed(probe)) return {};
    if (word.size() > WordMemo::kLongest) return closed_word();
    const float robust_below = segment_word(probe.of(normal_));
    place(probe);
    return known_word(word, robust_below);
}

/// Whether a word is one space and characters that the normalizer leaves as they are; then it is closed.
bool WordSegmenter::is_quick(std::string_view word) const {
    const bool can_do = by_words_->unigram || by_words_->bpe;
    return can_do && word.size() > 1 && word.size() <= WordMemo::kLongest && model_->is_space(word[0]) &&
           !model_->is_space(word[1]) && model_->is_plain(word.substr(1));
}

void WordSegmenter::normalize_quickly(std::string_view word) {
    normal_.text = kSpace;
    normal_.text += word.substr(1);
    normal_.origin.assign(kSpace.size(), 0);
    std::size_t character = 0;
    for (std::size_t at = 1; at < word.size(); ++at) {
        if ((static_cast<unsigned char>(word[at]) & 0xC0U) != 0x80U) character = at;
        normal_.origin.push_back(character);
    }
    normal_.origin.push_back(word.size());
}

/// Sets `steps_` to the segmentation of a normalized word, and says up to which sum of scores it holds. Where the
/// library is to segment it, there are no steps.
float WordSegmenter::segment_word(std::string_view normal) {
    steps_.clear();
    if (by_words_->unigram) return by_words_->unigram->segment_anywhere(normal, steps_);
    if (by_words_->bpe && normal.size() <= kLongestForBpe) by_words_->bpe->segment(normal, steps_);
    return std::numeric_limits<float>::infinity();
}

/// The word whose pieces are `placed_` and whose scores are those of `steps_`.
KnownWord WordSegmenter::known_word(std::string_view word, float robust_below) {
    KnownWord known = closed_word();
    if (std::max(placed_.size(), steps_.size()) > kMostPieces) return known;  // a model may make a book of a letter
    constexpr std::size_t kGroup = PieceGroup::kSize;
    piece_groups_.assign((placed_.size() + kGroup - 1) / kGroup, {});
    CodePoints code_points(word);
    for (std::size_t i = 0; i < placed_.size(); ++i) {
        PieceGroup& group = piece_groups_[i / kGroup];
        group.id[i % kGroup] = placed_[i].id;
        group.begin[i % kGroup] = static_cast<std::uint8_t>(code_points.at(placed_[i].begin));
        group.end[i % kGroup] = static_cast<std::uint8_t>(code_points.at(placed_[i].end));
    }
    known.pieces = piece_groups_;
    known.piece_count = static_cast<std::uint16_t>(placed_.size());
    known.length = static_cast<std::uint8_t>(code_points.at(word.size()));
    if (by_words_->unigram) add_scores(known);
    known.robust_below = robust_below;
    return known;
}

/// Sets what a word of a unigram model adds to the score of its text.
void WordSegmenter::add_scores(KnownWord& word) {
    double magnitude = 0;
    scores_.clear();
    for (const PieceStep& step : steps_) {
        magnitude += std::abs(static_cast<double>(step.score));
        scores_.push_back(step.score);
    }
    word.magnitude = static_cast<float>(magnitude);
    const auto is_piece = [](const PieceStep& step, const PlacedPiece& piece) { return step.id == piece.id; };
    const bool are_pieces = std::equal(steps_.begin(), steps_.end(), placed_.begin(), placed_.end(), is_piece);
    if (!are_pieces) word.scores = scores_;
}

/// A word is closed when the normalizer has made something of it that does not end in a space, and takes the space
/// behind it for a space. Then that space is not swallowed, and what removes spaces at the end of a text stops here.
bool WordSegmenter::is_closed(const Probe& probe) const {
    const std::size_t size = normal_.text.size();
    if (!normal_.text.ends_with(kTail) || size <= probe.begin(normal_) + kTail.size()) return false;
    const std::string_view word = probe.of(normal_);
    return normal_.origin[size - kTail.size()] == probe.lead + probe.size && !word.ends_with(kSpace) &&
           !text::first_invalid_byte(word);
}

/// Sets `placed_` to the pieces of the stretch, and adds their scores to `sum`.
void WordSegmenter::segment_stretch(const Probe& probe, float& sum) {
    steps_.clear();
    if (by_words_->unigram) {
        model_->normalize(probe.text, normal_);
        by_words_->unigram->segment(probe.of(normal_), sum, steps_);
    }
    place(probe);
}

/// Sets `placed_` to the pieces that `steps_` through `normal_` make, or the library finds, in bytes of the stretch.
void WordSegmenter::place(const Probe& probe) {
    placed_.clear();
    if (!steps_.empty()) {
        by_words_->placer.place(steps_, normal_, probe.begin(normal_), placed_);
    } else if (!by_words_->unigram) {
        placed_ = model_->encode(probe.text);
        std::erase_if(placed_, [&](const PlacedPiece& piece) {
            return piece.begin < probe.lead || piece.begin >= probe.lead + probe.size;
        });
    }
    for (PlacedPiece& piece : placed_) {
        piece.begin -= static_cast<std::uint32_t>(probe.lead);
        piece.end -= static_cast<std::uint32_t>(probe.lead);
    }
}

/// Gives back the memory of a long stretch.
void WordSegmenter::forget_stretch() {
    if (normal_.text.capacity() <= kMostKept) return;
    normal_ = {};
    steps_ = {};
    placed_ = {};
}

}  // namespace wirecopy::tokens
