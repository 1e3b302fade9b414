#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wirecopy/reuse/document_words.hpp"

namespace wirecopy::reuse {

/// A paragraph where it stands.
struct Paragraph {
    std::uint32_t document;
    std::uint32_t number;  ///< which of the document's paragraphs
    WordSpan words;
};

/// A distinct folded paragraph, with every place where it stands.
struct Variant {
    std::uint64_t id;                   ///< hash of its words
    std::vector<std::uint32_t> copies;  ///< indexes of paragraphs, in order; never empty
};

/// All paragraphs of at least `min_words` words, verbatim copies collapsed.
struct Variants {
    std::vector<Paragraph> paragraphs;  ///< by document, then by place
    std::vector<Variant> variants;      ///< in order of their first copies
    std::vector<std::uint32_t> variant_of;

    const Paragraph& first_copy(std::size_t variant) const { return paragraphs[variants[variant].copies.front()]; }
};

Variants collapse(const std::vector<DocumentWords>& documents, std::size_t min_words);

}  // namespace wirecopy::reuse
