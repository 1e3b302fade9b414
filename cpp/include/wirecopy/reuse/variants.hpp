#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/reuse/flat_words.hpp"

namespace wirecopy::reuse {

/// A paragraph where it stands.
struct Paragraph {
    std::uint32_t document;
    std::uint32_t number;  ///< which of the document's paragraphs
    WordSpan words;
};

/// All paragraphs of at least `min_words` words, verbatim copies collapsed: a variant is a distinct folded paragraph.
///
/// Paragraphs count by document, then by place; variants in order of their first copies. 16 bytes a paragraph.
/// `words` must outlive it.
class Variants {
  public:
    Variants(const FlatWords& words, std::size_t min_words, const parallel::Control& control = {});

    const FlatWords& words() const { return *words_; }

    std::size_t paragraphs() const { return paragraph_.size(); }
    Paragraph paragraph(std::size_t paragraph) const;
    /// The same, where its document is known.
    Paragraph paragraph(std::size_t paragraph, std::uint32_t document) const {
        const std::uint32_t number = paragraph_[paragraph] - words_->first_paragraph(document);
        return {document, number, (*words_)[document].paragraph(number)};
    }
    /// Calls `visit(paragraph, document)` for every paragraph, in order.
    template <typename Visit>
    void for_each(const Visit& visit) const {
        std::uint32_t document = 0;
        for (std::size_t paragraph = 0; paragraph < paragraph_.size(); ++paragraph) {
            while (words_->first_paragraph(document + 1) <= paragraph_[paragraph]) ++document;
            visit(paragraph, document);
        }
    }
    std::uint32_t variant_of(std::size_t paragraph) const { return variant_of_[paragraph]; }

    std::size_t size() const { return first_copy_.size() - 1; }
    /// The hash of its words.
    std::uint64_t id(std::size_t variant) const { return words_->content_hash(paragraph_[copies(variant).front()]); }
    /// Its paragraphs, in order; never none.
    std::span<const std::uint32_t> copies(std::size_t variant) const {
        return std::span(copies_).subspan(first_copy_[variant], first_copy_[variant + 1] - first_copy_[variant]);
    }
    Paragraph first_copy(std::size_t variant) const { return paragraph(copies(variant).front()); }
    /// The words of its first copy.
    std::span<const Word> words_of(std::size_t variant) const {
        return words_->paragraph_words(paragraph_[copies(variant).front()]);
    }

  private:
    const FlatWords* words_;
    std::vector<std::uint32_t> paragraph_;  ///< as `FlatWords` counts them
    std::vector<std::uint32_t> variant_of_;
    std::vector<std::uint32_t> first_copy_;  ///< of each variant in copies_, then their number
    std::vector<std::uint32_t> copies_;
};

}  // namespace wirecopy::reuse
