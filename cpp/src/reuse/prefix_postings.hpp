#pragma once

#include <cstddef>
#include <cstdint>

#include "frequency_classes.hpp"
#include "piece_lists.hpp"
#include "trigram_entries.hpp"

namespace wirecopy::reuse {

/// That a text holds a 3-gram in its prefix.
struct Posting {
    std::uint32_t key;   ///< 21 bits of the 3-gram's hash
    std::uint32_t text;  ///< its number

    friend auto operator<=>(const Posting&, const Posting&) = default;
};

using Postings = PieceLists<Posting, 1024>;

/// The 3-grams by which a text must meet every text of similarity `jaccard`, in the partitions of `texts`.
///
/// Of n distinct 3-grams such a text shares ceil(jaccard n) at least, so one of any n - ceil(jaccard n) + 1 of them.
/// Every text takes its rarest, by whole classes: two texts whose prefixes both hold a shared 3-gram hold the rarest
/// shared one, too. What is seen once is left out, since nobody meets there. O(entries), texts in blocks whose counts
/// stay in the cache. `Bayardo, Ma & Srikant, WWW 2007`.
void add_prefixes(TrigramEntries& texts, double jaccard, Postings& postings);

}  // namespace wirecopy::reuse
