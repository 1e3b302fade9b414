#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/reuse/alignment.hpp"
#include "wirecopy/reuse/chains.hpp"

namespace wirecopy::reference {

using Keys = std::span<const reuse::Word>;

/// The score of the best global alignment: 1 for each pair of equal words, less the cost of each other column.
double best_global_score(Keys a, Keys b);

/// The score of the best alignment of any beginning of `a` with any beginning of `b`; 0 for that of nothing.
double best_beginning_score(Keys a, Keys b);

/// The score of an alignment that starts at the beginnings of both sequences, column by column.
double score_from_beginning(std::span<const reuse::Match> alignment);

/// The best score of any sequence of runs that follow each other without overlap and at most `max_gap` apart: their
/// words, less the cost of the longer gap between each two.
double best_chain_score(std::span<const reuse::Run> runs, std::uint32_t max_gap);

}  // namespace wirecopy::reference
