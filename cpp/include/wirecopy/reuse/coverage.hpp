#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/reuse/passages.hpp"
#include "wirecopy/reuse/similar_variants.hpp"

namespace wirecopy::reuse {

/// What two sets of 3-grams share.
struct Coverage {
    std::size_t shared;
    std::size_t shorter;
    std::size_t longer;

    double jaccard() const { return static_cast<double>(shared) / static_cast<double>(shorter + longer - shared); }
    /// True when the longer holds most of the shorter, as much of it as texts of one length and the Jaccard similarity
    /// `jaccard` hold of each other; what is shared must be as long as a passage, and the shorter a quarter of the
    /// longer, or it is a line that stands in another text.
    bool covers(double jaccard) const;
};

Coverage coverage(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

/// `links` (sorted), and a link for each two variants of which one is a shortened form of the other: where passages
/// join half of the shorter, their sets of 3-grams are compared, unless one has four times as many as the other.
/// Sorted, none twice. O(n log n) for n passages between paragraphs of bounded length.
std::vector<Link> with_shortened(const Variants& variants, std::span<const Passage> passages, std::vector<Link> links,
                                 double jaccard, const parallel::Control& control);

}  // namespace wirecopy::reuse
