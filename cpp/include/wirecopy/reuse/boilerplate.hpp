#pragma once

#include <cstdint>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/reuse/document_words.hpp"

namespace wirecopy::reuse {

/// For each document, which of its paragraphs are boilerplate: printed by one publisher on pages of three different
/// articles or more. Two pages are of one article when verbatim paragraphs make half of the shorter one.
///
/// Documents without a publisher have none. Of a paragraph on more than 32 pages of a house, 32 are compared.
std::vector<std::vector<bool>> boilerplate(const documents::Corpus& corpus,
                                           const std::vector<DocumentWords>& documents);

}  // namespace wirecopy::reuse
