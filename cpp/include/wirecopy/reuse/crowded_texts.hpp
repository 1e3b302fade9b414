#pragma once

#include <cstdint>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/reuse/crowds.hpp"
#include "wirecopy/reuse/families.hpp"
#include "wirecopy/reuse/flat_words.hpp"

namespace wirecopy::reuse {

/// Adds to `families` so that all places of each crowded run (sorted), of `run_words` words, lie in one of them.
///
/// Runs of which members of a family already hold all places need nothing. Where most places are held, the others
/// become parts of that family. All else is put together: two runs that follow each other belong to one text where
/// most places of either have both, so that a text is a row of runs, and those who carry only some of them carry parts
/// of it. Each such text is a family of the places that carry it, whatever paragraphs they stand in: around the
/// earliest, then the longest, then the first by id. O(n log n).
void add_crowded_texts(const documents::Corpus& corpus, const FlatWords& words,
                       const std::vector<std::vector<bool>>& is_boilerplate, tokens::Column<CrowdedRun> runs,
                       std::uint32_t run_words, std::vector<Family>& families, const parallel::Control& control);

}  // namespace wirecopy::reuse
