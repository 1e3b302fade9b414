#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/reuse/alignment.hpp"

namespace wirecopy::reuse {

/// A run of words that two documents share exactly.
struct Run {
    std::uint32_t a;
    std::uint32_t b;
    std::uint32_t size;
};

/// Runs that follow each other in both documents.
using Chain = std::vector<Run>;

/// Joins the shared 3-grams of two documents into runs, and runs into chains: the best chain first, each run in one
/// chain at most. Runs more than `max_gap` words apart on either side do not join.
///
/// Chaining as in minimap2 (Li, Bioinformatics 2018), with a bounded look-back. O(n log n).
std::vector<Chain> chains(std::span<const Match> seeds, std::uint32_t max_gap);

/// The global alignment of two sequences of any length.
///
/// Equal beginnings and ends match; what lies between is aligned exactly up to 4 million pairs of words, and beyond
/// that on both sides of the best chain of 3-grams that each has once; without such, from the beginning while it holds.
/// Near-linear for texts that differ in few places.
Alignment anchored_align(std::span<const Word> a, std::span<const Word> b);

}  // namespace wirecopy::reuse
