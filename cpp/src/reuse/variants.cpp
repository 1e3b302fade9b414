#include "wirecopy/reuse/variants.hpp"

#include <algorithm>
#include <bit>

#include "wirecopy/parallel/steps.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::uint32_t kNobody = 0xFFFFFFFF;

/// The first paragraph with each hash: open addressing over paragraphs, whose hashes are kept elsewhere.
class FirstCopies {
  public:
    FirstCopies(const FlatWords& words, std::size_t paragraphs)
        : words_(words), places_(std::bit_ceil(2 * paragraphs + 1), kNobody) {}

    /// The first of the paragraphs asked for that has the hash of this one: perhaps itself.
    std::uint32_t first(std::uint32_t paragraph) {
        const std::uint64_t hash = words_.content_hash(paragraph);
        std::size_t at = hash & (places_.size() - 1);
        while (places_[at] != kNobody && words_.content_hash(places_[at]) != hash) {
            at = (at + 1) & (places_.size() - 1);
        }
        if (places_[at] == kNobody) places_[at] = paragraph;
        return places_[at];
    }

  private:
    const FlatWords& words_;
    std::vector<std::uint32_t> places_;
};

}  // namespace

Variants::Variants(const FlatWords& words, std::size_t min_words, const parallel::Control& control) : words_(&words) {
    parallel::Steps steps(control, 8 * std::size_t{words.first_paragraph(words.documents())});
    for (std::size_t d = 0; d < words.documents(); ++d) {
        const FlatDocument document = words[d];
        steps.add(document.paragraphs());
        for (std::uint32_t number = 0; number < document.paragraphs(); ++number) {
            if (document.paragraph(number).size() < min_words) continue;
            paragraph_.push_back(words.first_paragraph(d) + number);
        }
    }
    FirstCopies firsts(words, paragraph_.size());
    std::uint32_t variants = 0;
    for (const std::uint32_t paragraph : paragraph_) {
        steps.add(4);
        const std::uint32_t first = firsts.first(paragraph);
        if (first == paragraph) {
            variant_of_.push_back(variants++);
        } else {
            const auto at = std::lower_bound(paragraph_.begin(), paragraph_.end(), first) - paragraph_.begin();
            variant_of_.push_back(variant_of_[static_cast<std::size_t>(at)]);
        }
    }
    first_copy_.assign(variants + 1, 0);
    for (const std::uint32_t variant : variant_of_) ++first_copy_[variant + 1];
    for (std::size_t variant = 0; variant < variants; ++variant) first_copy_[variant + 1] += first_copy_[variant];
    copies_.resize(paragraph_.size());
    std::vector<std::uint32_t> next(first_copy_.begin(), first_copy_.end() - 1);
    for (std::uint32_t paragraph = 0; paragraph < variant_of_.size(); ++paragraph) {
        copies_[next[variant_of_[paragraph]]++] = paragraph;
    }
}

Paragraph Variants::paragraph(std::size_t paragraph) const {
    return this->paragraph(paragraph, words_->document_of(words_->paragraph_begin(paragraph_[paragraph])));
}

}  // namespace wirecopy::reuse
