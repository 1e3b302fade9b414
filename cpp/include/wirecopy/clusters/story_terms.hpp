#pragma once

#include <cstdint>
#include <span>

#include "wirecopy/vectors/csr.hpp"

namespace wirecopy::clusters {

/// Which documents tell which story: story `i` has `[begin[i], begin[i + 1])` of `document`.
struct Members {
    std::span<const std::int64_t> begin;  ///< one more than there are stories
    std::span<const std::uint32_t> document;
};

/// What the words of its documents' heads tell of each story; a row a story, without words that tell nothing.
///
/// A word that a document has n times tells (1 + ln n) idf (idf - 1): nothing where every document has it. It is
/// counted wherever it stands in the story's documents, in order. `words` are the counts times the idf, `heads` what
/// stands in headline or lead. Throws std::invalid_argument unless the matrices are of the same documents and words,
/// `idf` has a value for each word, and the members are documents.
vectors::Csr story_terms(const Members& members, const vectors::CsrView& words, std::span<const double> idf,
                         const vectors::CsrView& heads);

}  // namespace wirecopy::clusters
