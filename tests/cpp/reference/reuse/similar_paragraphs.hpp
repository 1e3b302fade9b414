#pragma once

#include <cstddef>

#include "wirecopy/reuse/similar_paragraphs.hpp"

#include "support/articles.hpp"

namespace wirecopy::reference {

/// The twin of reuse::similar_paragraphs: every paragraph is compared with every other, word by word. No ids.
reuse::SimilarParagraphs similar_paragraphs(const testing::Tokenized& corpus, double jaccard, std::size_t min_words);

}  // namespace wirecopy::reference
