#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/reuse/alignment.hpp"
#include "wirecopy/reuse/chains.hpp"
#include "wirecopy/reuse/similar_variants.hpp"

namespace wirecopy::reference {

/// Every run of words that two sequences share and that no longer one contains, of `min_words` words or more: all
/// pairs of places compared word by word.
std::vector<reuse::Run> shared_runs(std::span<const reuse::Word> a, std::span<const reuse::Word> b,
                                    std::uint32_t min_words);

/// Every pair of places at which two sequences have the same three words.
std::vector<reuse::Match> shared_trigrams(std::span<const reuse::Word> a, std::span<const reuse::Word> b);

/// The Jaccard similarity of the sets of word 3-grams, the words themselves compared; 0 for two empty sets.
double jaccard(std::span<const tokens::TokenKey> a, std::span<const tokens::TokenKey> b);

/// The twin of reuse::similar_texts: all pairs.
std::vector<reuse::Link> similar_texts(const std::vector<std::vector<tokens::TokenKey>>& texts, double min_jaccard);

}  // namespace wirecopy::reference
