#pragma once

#include <cstdint>
#include <optional>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/reuse/passages.hpp"

namespace wirecopy::reuse {

/// Between what passages are wanted; what is not known counts as its own.
enum class Across : std::uint8_t { all, documents, sources, publishers };

/// Which passages are wanted.
struct PassageFilter {
    double min_identity = 0;
    std::optional<std::int64_t> max_lag = {};  ///< microseconds; not two documents that certainly lie further apart
    Across across = Across::all;

    /// Whether passages between two documents are wanted at all.
    bool wants(const documents::Corpus& corpus, std::uint32_t a, std::uint32_t b) const;
    bool wants(const documents::Corpus& corpus, const Passage& passage) const;
};

}  // namespace wirecopy::reuse
