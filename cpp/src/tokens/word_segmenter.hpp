#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "piece_columns.hpp"
#include "sentencepiece_model.hpp"
#include "word_memo.hpp"
#include "word_model.hpp"

namespace wirecopy::tokens {

/// Segments texts word by word and remembers words. For models that restart at spaces; not for several threads at once.
///
/// A word is what lies between two cuts: spaces and what follows them up to the next space; the first may lack spaces.
class WordSegmenter {
  public:
    /// Both must outlive this.
    WordSegmenter(const SentencePieceModel& model, const WordModel& words) : model_(&model), by_words_(&words) {}

    /// Appends the pieces of a text of well-formed UTF-8, their spans in code points.
    void segment(std::string_view text, PieceColumns& pieces);

  private:
    struct Probe;
    struct Word {
        std::size_t begin = 0;
        std::size_t end = 0;
        bool remembered = false;
        WordMemo::Key key = {};
    };

    void split(std::string_view text, std::size_t begin);
    void read_word(std::string_view text, std::size_t begin, Word& word) const;
    std::size_t end_of_word(std::string_view text, std::size_t begin) const;
    KnownWord look_up(std::string_view text, const Word& word);
    KnownWord learn(std::string_view word, bool first);
    bool is_quick(std::string_view word) const;
    void normalize_quickly(std::string_view word);
    bool is_closed(const Probe& probe) const;
    float segment_word(std::string_view normal);
    KnownWord known_word(std::string_view word, float robust_below);
    void add_scores(KnownWord& word);
    void segment_stretch(const Probe& probe, float& sum);
    void place(const Probe& probe);
    void forget_stretch();

    const SentencePieceModel* model_;
    const WordModel* by_words_;
    WordMemo memo_;
    std::array<Word, 32> words_;  ///< looked up at once
    std::size_t word_count_ = 0;
    // Of the stretch at hand.
    NormalizedText normal_;
    std::vector<PieceStep> steps_;
    std::vector<PlacedPiece> placed_;
    std::vector<PieceGroup> piece_groups_;
    std::vector<float> scores_;
};

}  // namespace wirecopy::tokens
