#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/reuse/alignment.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// A member of a family as results have it.
struct MemberRow {
    std::uint32_t row;  ///< in the table it comes from
    std::uint32_t document;
    tokens::ByteSpan bytes;
    Identity identity;  ///< with the representative of its family
};

/// A family made of members of a larger one; the first is the representative.
struct Regrouped {
    std::uint64_t id;  ///< hash of the representative's words
    std::vector<MemberRow> members;
};

/// Splits families, given by their members (the representative first), so that each member is at least as identical
/// to its representative as asked: who is not, makes a family with its like around the earliest of them, then the
/// longest, then the first by id. Families of one member fall away. Each text is read again once; the cost is one
/// comparison of 3-grams for each two that end in different families, and an alignment where these may be alike.
std::vector<std::vector<Regrouped>> regroup(const documents::Corpus& corpus,
                                            std::span<const std::vector<MemberRow>> families, double min_identity,
                                            const parallel::Control& control);

}  // namespace wirecopy::reuse
