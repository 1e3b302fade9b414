#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "wirecopy/reuse/alignment.hpp"
#include "wirecopy/reuse/flat_words.hpp"
#include "wirecopy/reuse/passages.hpp"

namespace wirecopy::reuse {

/// An alignment that falls this far below its best has ended; 16 different words in a row do it.
constexpr double kDrop = 10;

/// One side of a comparison.
struct Side {
    FlatDocument words;
    const std::vector<bool>* is_boilerplate;  ///< by paragraph
};

/// What is known of the words of one side. They are gone through again and again, and what lies anywhere in memory is
/// looked at once.
class Surroundings {
  public:
    struct Around {
        WordSpan words;  ///< that have these surroundings
        std::uint32_t paragraph;
        std::uint32_t quotation;
        /// Numbers the pieces of a page that passages must not cross: each paragraph of boilerplate is one, all else
        /// is 0.
        std::uint32_t piece;
    };

    explicit Surroundings(Side side) : side_(side) {}

    /// The words of another document from here on.
    void turn_to(Side side) {
        side_ = side;
        known_.clear();
        around_ = kNowhere;
    }

    const Around& of(std::uint32_t word) {
        if (word - around_.words.begin >= around_.words.size()) find(word);
        return around_;
    }
    const FlatDocument& words() const { return side_.words; }

  private:
    static constexpr Around kNowhere = {{0, 0}, 0, 0, 0};

    void find(std::uint32_t word);
    Around look(std::uint32_t word) const;

    Side side_;
    Around around_ = kNowhere;   ///< of the word asked for last
    std::vector<Around> known_;  ///< what was looked at, in order
};

/// A part of an alignment that is to be a passage.
struct PassagePart {
    std::span<const Match> matches;
    Context context;
    std::span<const std::uint32_t> run_words;  ///< of each match, the equal words in a row it is one of
};

/// Cuts alignments of two documents into passages: where they differ too much, at boilerplate, and at quotations whose
/// surroundings differ.
class PassageParts {
  public:
    PassageParts(Side a, Side b, std::uint32_t min_words) : a_(a), b_(b), min_words_(min_words) {}

    /// The same document `a` and another one from here on.
    void turn_to(Side b) { b_.turn_to(b); }

    /// The passages of an alignment. They point into it, until this is called again.
    std::vector<PassagePart> of(Alignment alignment);

  private:
    /// A part of an alignment, by the numbers of its matches, that is to be a passage.
    struct Part {
        std::size_t begin;
        std::size_t end;
        Context context;
    };

    bool is_too_short();
    std::pair<std::uint32_t, std::uint32_t> pieces(Match match);
    void number_runs();
    void hold_runs();
    bool is_stray(std::size_t begin, std::size_t end, std::size_t beside);
    Context context_of(std::size_t begin, std::size_t end);
    std::pair<std::uint32_t, std::uint32_t> paragraphs(Match match);
    std::span<const Match> without_stray_ends(std::span<const Match> segment);
    void add_segment(std::span<const Match> segment);
    std::pair<std::uint32_t, std::uint32_t> quotation(Match match);
    bool quoted(Match match);
    bool is_prose(std::span<const Match> segment);
    bool add_parts(std::span<const Match> segment);
    bool is_whole(std::span<const Match> quoted);
    void add_part(std::span<const Match> segment, Context context);

    Surroundings a_;
    Surroundings b_;
    std::uint32_t min_words_;
    Alignment whole_;                       ///< that is looked at
    std::vector<std::uint32_t> run_words_;  ///< of each of its matches, the equal words in a row it is one of
    std::vector<Part> parts_;               ///< of it
    std::vector<std::size_t> owner_;        ///< of each of its matches, the part
};

}  // namespace wirecopy::reuse
