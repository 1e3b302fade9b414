#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/reuse/document_words.hpp"

namespace wirecopy::reuse {

/// Two equal words, by their positions in two sequences.
struct Match {
    std::uint32_t a;
    std::uint32_t b;
    friend bool operator==(const Match&, const Match&) = default;
};

/// Equal words in order on both sides; what lies between two of them differs.
using Alignment = std::vector<Match>;

/// Scores are added up in whole numbers, so that alignments do not depend on how a machine rounds: five for an equal
/// word, three less for each other column.
constexpr int kEqual = 5;
constexpr int kDifferent = 3;
/// Every word that two texts do not share costs this share of what a shared one earns, so that an alignment whose
/// words differ in more than five of eight places is worth nothing.
constexpr double kDifferenceCost = double{kDifferent} / kEqual;

/// How many words the two sides differ by between two matches that follow each other.
std::uint32_t difference(Match before, Match after);

/// The best global alignment of two sequences (Needleman & Wunsch, 1970). O(nm) time and memory; `anchored_align` for
/// long ones.
Alignment align(std::span<const Word> a, std::span<const Word> b);

/// The best alignment that starts at the beginnings of both sequences and ends anywhere, given up where its score
/// falls `drop` below the best so far (X-drop: Zhang, Schwartz, Wagner & Miller, 2000). Twelve equal words in a row
/// are held on to, whatever could be had by parting from them. O(drop) a word where texts differ, O(1) where not.
Alignment extend(std::span<const Word> a, std::span<const Word> b, double drop);

/// The same from the ends of both sequences towards their beginnings.
Alignment extend_backward(std::span<const Word> a, std::span<const Word> b, double drop);

/// Equal words and all words of the columns from the first match to the last.
struct Identity {
    std::uint32_t equal = 0;
    std::uint32_t aligned = 0;

    double value() const { return aligned == 0 ? 0 : static_cast<double>(equal) / aligned; }
    /// In equal words: exact, but for the last rounding.
    double score() const { return (double{kEqual} * equal - double{kDifferent} * (aligned - equal)) / kEqual; }
};

Identity identity_of(std::span<const Match> alignment);

/// Of an alignment of two whole sequences of these sizes, their unmatched ends included.
Identity identity_of(std::span<const Match> alignment, std::size_t size_a, std::size_t size_b);

/// Cuts an alignment where it differs so much that its parts are better told apart: each part is a run of matches
/// whose score never falls to zero or `drop` below its best, and ends at its best. Every match is in one part.
std::vector<std::span<const Match>> segments(std::span<const Match> alignment, double drop);

}  // namespace wirecopy::reuse
