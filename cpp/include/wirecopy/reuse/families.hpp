#pragma once

#include <cstdint>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/reuse/passages.hpp"
#include "wirecopy/reuse/similar_variants.hpp"

namespace wirecopy::reuse {

/// A paragraph of a family, and how it differs from the family's representative.
struct Member {
    std::uint32_t document;
    std::uint32_t paragraph;  ///< which of the document's paragraphs
    Identity identity;        ///< of the whole paragraphs; 1 for the representative
};

/// Near-identical paragraphs: two at least.
struct Family {
    std::uint64_t id;  ///< hash of the representative's words
    Context context;
    std::vector<Member> members;  ///< the representative first, then by document and place
};

/// Families of near-identical paragraphs, in the order of their representatives' places.
///
/// The representative is the earliest paragraph, then the longest, then the first by id. A paragraph joins through a
/// link to any member, but only while half as similar to the representative as links are asked to be: a chain of small
/// changes does not join what a reader would call different.
std::vector<Family> find_families(const documents::Corpus& corpus, const std::vector<std::vector<bool>>& is_boilerplate,
                                  const Variants& variants, const std::vector<Link>& links, double jaccard);

}  // namespace wirecopy::reuse
