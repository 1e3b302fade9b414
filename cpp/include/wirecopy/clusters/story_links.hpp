#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/similarity/pairs.hpp"
#include "wirecopy/vectors/csr.hpp"

namespace wirecopy::clusters {

/// When documents are what they are; not a number where that is not known.
using Times = std::span<const double>;

struct LinkOptions {
    double least = 0.1;      ///< lesser similarities are none
    double decay = 1;        ///< after so long a similarity is divided by e
    std::size_t most = 200;  ///< links of a document that are its own; others may add theirs

    std::size_t neighbours = 10;  ///< whose mean similarity is a document's background
    double same_text = 0.4;       ///< no neighbour counts as more
    double usual = 0.15;          ///< what is expected before any neighbour is seen
    double usual_weight = 5;      ///< as many neighbours as that expectation is worth
};

struct StoryLinks {
    similarity::Pairs pairs;         ///< places by rank, a < b, in order; similarities after decay
    std::vector<double> background;  ///< by rank: how similar documents near a document in words and time are to it
};

/// Which documents could tell one story: pairs of unit rows whose dot product, divided by e for each `decay` of time
/// between them, is at least `least`.
///
/// Where a time is not known, a pair counts as far apart as documents of the corpus are from their neighbours in the
/// mean, pairs of which a time is not known counted as of one moment. Each row meets only rows so near in time that
/// equal ones would be linked, so that at an even density time grows with the number of documents; rows without a time
/// meet all. Memory: 8 bytes a value of the rows, 12 bytes a link. Products are added in single precision in order of
/// the columns: the same whatever the threads or the order of rows. Throws std::invalid_argument when times or ranks
/// are not one for each row.
StoryLinks story_links(const vectors::CsrView& rows, Times times, const std::vector<std::uint32_t>& rank,
                       const LinkOptions& options, const parallel::Control& control = {});

}  // namespace wirecopy::clusters
