#pragma once

#include <compare>
#include <cstdint>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/reuse/crowds.hpp"
#include "wirecopy/reuse/fingerprints.hpp"
#include "wirecopy/reuse/flat_words.hpp"
#include "wirecopy/reuse/variants.hpp"
#include "wirecopy/tokens/column.hpp"

namespace wirecopy::reuse {

/// Two documents, and a word in each from which they read alike.
struct Meeting {
    std::uint32_t document_a;
    std::uint32_t document_b;  ///< not before document_a
    std::uint32_t a;
    std::uint32_t b;  ///< after `a` where the documents are one
    friend auto operator<=>(const Meeting&, const Meeting&) = default;
};

struct Meetings {
    tokens::Column<Meeting> places;      ///< sorted, none twice
    tokens::Column<CrowdedRun> crowded;  ///< runs of `run_words` words that more than `kCrowd` places carry; sorted
    std::uint32_t run_words;
};

/// So many equal words in a row are always found, or fewer where passages may be shorter.
constexpr std::uint32_t kRunWords = 12;

/// Where documents may share text.
///
/// Every run of `kRunWords` words (`min_words`, where that is less) that places share, and of 6 inside quotation marks
/// on both sides: places that carry the same run meet as `Crowds` says, none is dropped for being frequent. Found by
/// winnowed fingerprints whose guarantee is just that. Edited text is found by shared runs of four words around which
/// 18 of 40 words stand alike; where more than `kCrowd` places share those four words, they are compared with the
/// earliest. `variants` are paragraphs of which only the earliest copy is looked at for edited text.
/// O(n log n) for n words. `workspace`: what is held of fingerprints; see `for_each_meeting_place`.
Meetings find_meetings(const FlatWords& words, const Crowds& crowds, const Variants& variants, std::uint32_t min_words,
                       const parallel::Control& control, Workspace workspace = {});

}  // namespace wirecopy::reuse
