#pragma once

#include "wirecopy/clusters/story_links.hpp"

namespace wirecopy::reference {

/// The twin of `clusters::story_links` that compares every row with every other, in double precision, and drops no
/// link.
clusters::StoryLinks story_links_of_all(const vectors::CsrView& rows, clusters::Times times,
                                        const std::vector<std::uint32_t>& rank, const clusters::LinkOptions& options);

}  // namespace wirecopy::reference
