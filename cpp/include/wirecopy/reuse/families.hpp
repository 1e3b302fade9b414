#pragma once

#include <cstdint>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/reuse/passages.hpp"
#include "wirecopy/reuse/similar_variants.hpp"

namespace wirecopy::reuse {

/// What a member of a family is: a paragraph like the representative, a part of a text that carries a part of the
/// representative, or a place of a text that many carry in paragraphs of any kind.
enum class MemberKind : std::uint8_t { paragraph, part, crowded };

/// A text of a family, and how it differs from the family's representative.
struct Member {
    std::uint32_t document;
    std::uint32_t paragraph;  ///< which of the document's paragraphs, where it begins
    WordSpan words;
    Identity identity;  ///< with the representative; 1 for itself
    MemberKind kind = MemberKind::paragraph;
};

/// The family of what belongs to none.
constexpr std::uint32_t kNoFamily = 0xFFFFFFFF;

/// Near-identical texts: two at least.
struct Family {
    std::uint64_t id;  ///< hash of the representative's words
    Context context;
    std::vector<Member> members;  ///< the representative first, then by document and place
};

/// Families of near-identical paragraphs, in the order of their representatives' places.
///
/// The representative is the earliest paragraph, then the longest, then the first by id. A paragraph joins through a
/// link to any member, but only while half as similar to the representative as links are asked to be, or a shortened or
/// extended form of it (`Coverage::covers`): a chain of small changes does not join what a reader would call different.
std::vector<Family> find_families(const documents::Corpus& corpus, const std::vector<std::vector<bool>>& is_boilerplate,
                                  const Variants& variants, const std::vector<Link>& links, double jaccard,
                                  const parallel::Control& control);

/// Whether nearly all of these words stand inside of quotation marks.
bool is_quotation(const FlatDocument& document, WordSpan words);

/// In the order of their representatives' places.
void sort_by_place(std::vector<Family>& families);

}  // namespace wirecopy::reuse
