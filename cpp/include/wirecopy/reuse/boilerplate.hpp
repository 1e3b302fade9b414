#pragma once

#include <cstdint>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/reuse/document_words.hpp"

namespace wirecopy::reuse {

/// What one publisher prints on many of its pages: the evidence for calling it boilerplate.
struct Furniture {
    std::int32_t publisher;
    std::uint32_t document;   ///< the first that carries it
    std::uint32_t paragraph;  ///< which of the document's paragraphs
    std::uint32_t pages;      ///< of the publisher that carry it
};

struct Boilerplate {
    std::vector<std::vector<bool>> paragraphs;  ///< for each document, which of its paragraphs are boilerplate
    std::vector<Furniture> furniture;           ///< by document and paragraph
};

/// The paragraphs that one publisher prints on pages of three different articles or more, numbers and names aside.
///
/// A number is a word with a digit, a name a word with a capital. Where six other words remain, and they are half of
/// all, paragraphs are compared by these; where fewer remain, by all their words. Two pages are of one article when
/// such paragraphs make half of the shorter one. Documents without a publisher have none. Of what is on more than 32
/// pages of a house, 32 are compared. O(n).
Boilerplate find_boilerplate(const documents::Corpus& corpus, const std::vector<DocumentWords>& documents,
                             const parallel::Control& control);

}  // namespace wirecopy::reuse
