#pragma once

#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/reuse/crowds.hpp"
#include "wirecopy/reuse/flat_words.hpp"
#include "wirecopy/reuse/meetings.hpp"

namespace wirecopy::reuse {

/// Lets two documents meet that met a third in about one place and read alike there.
///
/// Of edited text that many carry, each is compared with the earliest alone. Where that met more than `kCrowd`
/// documents, those of one house that stand next to each other in it meet, and those that credit no agency meet one
/// that does: so whose words a document has is told of edited crowds, too. `credits[d]`: whether document d credits an
/// agency. Adds to `meetings`, which stay sorted, none twice. O(n log n).
void introduce(const documents::Corpus& corpus, const FlatWords& words,
               const std::vector<std::vector<bool>>& is_boilerplate, const std::vector<bool>& credits,
               tokens::Column<Meeting>& meetings);

}  // namespace wirecopy::reuse
