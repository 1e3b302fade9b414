#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace wirecopy::reuse {

/// A document that carries the text of a family.
struct Carried {
    std::uint32_t document;
    std::uint32_t family;
    std::int64_t house;  ///< of the document
};

/// The documents that no one-by-one copying among them explains, in groups: their source is not among them.
///
/// If each document had its shared text from one other, the carriers of each text would be connected in the tree of
/// who had it from whom. Connected parts of a tree have Helly's property: where each two of them meet, all have a
/// document in common (Golumbic, Algorithmic Graph Theory and Perfect Graphs, 1980, prop. 4.7). So where texts of which
/// each two stand together in some document, all of them beside one more text, are nowhere all together, they came from
/// elsewhere: their carriers are the independent witnesses of textual criticism, which assumes as this does that nobody
/// compiles a text from two copies of it (Maas, Textkritik, 1927). A house that has all of them in several documents
/// may be the source. Witnesses carry three of the texts or more, and are of three houses.
///
/// For each document its group, or -1. Around each text, of the 48 others that most of its carriers have, one greatest
/// set that meets is looked at: what is found is true, not all may be found. O(n) for bounded numbers of carriers.
std::vector<std::int64_t> of_common_sources(std::span<const Carried> carried, std::size_t documents);

}  // namespace wirecopy::reuse
