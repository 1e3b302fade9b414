#include "word_segmenter.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "wirecopy/text/utf8.hpp"

namespace wirecopy::tokens {
namespace {

constexpr std::string_view kSpace = "\u2581";
constexpr std::string_view kTail = "\u2581a";
constexpr std::size_t kMostPieces = 1024;

/// For each of 8 bytes the highest bit, up to and with the first byte below '!', the last of the spaces.
std::uint64_t first_below_letters(const char* bytes) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes, sizeof eight);
    constexpr std::uint64_t kEach = 0x0101010101010101U;
    return (eight - '!' * kEach) & ~eight & (0x80U * kEach);
}

void append(const KnownWord& word, std::int32_t offset, PieceColumns& pieces) {
    pieces.make_room(word.pieces.size() * PieceGroup::kSize);
    std::int32_t* id = pieces.id.data() + pieces.size;
    std::int32_t* begin = pieces.begin.data() + pieces.size;
    std::int32_t* end = pieces.end.data() + pieces.size;
    for (const PieceGroup& group : word.pieces) {
        for (std::size_t i = 0; i < PieceGroup::kSize; ++i) *id++ = group.id[i];
        for (std::size_t i = 0; i < PieceGroup::kSize; ++i) *begin++ = offset + group.begin[i];
        for (std::size_t i = 0; i < PieceGroup::kSize; ++i) *end++ = offset + group.end[i];
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
    float sum = 0;
    std::int32_t offset = 0;  // of `begin` in code points
    for (std::size_t begin = 0; begin < text.size();) {
        split(text, begin);
        for (const Word& word : std::span(words_).first(word_count_)) {
            if (word.begin < begin) continue;  // went into a stretch
            const KnownWord known = look_up(text, word);
            begin = word.end;
            if (std::abs(sum) < known.robust_below) {
                append(known, offset, pieces);
                for (const ScoreGroup& group : known.scores) {
                    for (const float score : group) sum += score;
                }
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
            segment_stretch(probe, sum);
            CodePoints code_points(probe.stretch());
            for (const PlacedPiece& piece : placed_) {
                const std::int32_t from = offset + code_points.at(piece.begin);
                pieces.push_back(piece.id, from, offset + code_points.at(piece.end));
            }
            offset += code_points.at(probe.size);
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
    if (word.remembered) word.key = WordMemo::key(text.substr(begin), word.end - begin);
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
    KnownWord known;
    const Probe probe(word, first, false);
    model_->normalize(probe.text, normal_);
    known.closed = is_closed(probe);
    if (!known.closed || word.size() > WordMemo::kLongest) return known;
    float robust_below = std::numeric_limits<float>::infinity();
    steps_.clear();
    if (unigram_ != nullptr) robust_below = unigram_->segment_anywhere(probe.of(normal_), steps_);
    place(probe);
    if (std::max(placed_.size(), steps_.size()) > kMostPieces) return known;  // a model may make a book of a letter
    constexpr std::size_t kGroup = PieceGroup::kSize;
    piece_groups_.assign((placed_.size() + kGroup - 1) / kGroup, {});
    CodePoints code_points(word);
    for (std::size_t i = 0; i < placed_.size(); ++i) {
        PieceGroup& group = piece_groups_[i / kGroup];
        group.id[i % kGroup] = placed_[i].id;
        group.begin[i % kGroup] = static_cast<std::uint16_t>(code_points.at(placed_[i].begin));
        group.end[i % kGroup] = static_cast<std::uint16_t>(code_points.at(placed_[i].end));
    }
    score_groups_.assign((steps_.size() + kGroup - 1) / kGroup, {});
    for (std::size_t i = 0; i < steps_.size(); ++i) score_groups_[i / kGroup][i % kGroup] = steps_[i].score;
    known.pieces = piece_groups_;
    known.scores = score_groups_;
    known.piece_count = static_cast<std::uint16_t>(placed_.size());
    known.length = static_cast<std::uint16_t>(code_points.at(word.size()));
    known.robust_below = robust_below;
    return known;
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
    if (unigram_ != nullptr) {
        model_->normalize(probe.text, normal_);
        unigram_->segment(probe.of(normal_), sum, steps_);
    }
    place(probe);
}

/// Sets `placed_` to the pieces that `steps_` through `normal_` make, or the library finds, in bytes of the stretch.
void WordSegmenter::place(const Probe& probe) {
    placed_.clear();
    if (unigram_ != nullptr) {
        unigram_->place(steps_, normal_, probe.begin(normal_), placed_);
    } else {
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

}  // namespace wirecopy::tokens
