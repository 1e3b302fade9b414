#pragma once

#include <cstddef>

#include "wirecopy/tokens/column.hpp"

namespace wirecopy::reuse {

/// How much of what is compared is held at a time, and where it lies.
struct Workspace {
    /// About so many fingerprints, by how many a text has as a rule, or the 3-grams of so many words are held at a
    /// time, 8 bytes each; more take more rounds.
    /// Of several rounds the 3-grams that distinct paragraphs share are held together, 4 bytes each.
    std::size_t words_at_once = std::size_t{1} << 27U;
    /// Words, fingerprints and 3-grams may lie on disk.
    tokens::Storage storage = tokens::Storage::memory;
};

}  // namespace wirecopy::reuse
