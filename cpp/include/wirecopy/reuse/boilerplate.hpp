#pragma once

#include <cstdint>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/reuse/flat_words.hpp"
#include "wirecopy/reuse/paragraph_forms.hpp"

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
/// `forms` are those of every document. Two pages are of one article when paragraphs of the same forms make half of the
/// shorter one, or pairs of words that follow each other make a
/// third, other furniture aside. Documents without a publisher have
/// no boilerplate. Of what is on more than 32 pages of a house, 32 are compared. O(n).
Boilerplate find_boilerplate(const documents::Corpus& corpus, const FlatWords& words,
                             const std::vector<std::vector<Form>>& forms, const parallel::Control& control);

}  // namespace wirecopy::reuse
