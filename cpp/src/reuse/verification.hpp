#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/reuse/similar_variants.hpp"
#include "wirecopy/tokens/column.hpp"
#include "wirecopy/tokens/token_table.hpp"

#include "candidates.hpp"

namespace wirecopy::reuse {

/// The exact end of the join: the sets of 3-grams of the texts that are candidates, and their similarities.
class Verification {
  public:
    /// `candidates` may come in any order and more than once.
    Verification(std::vector<Pair> candidates, const TextBounds& bounds, tokens::Storage storage,
                 const parallel::Control& control);

    /// The texts that are a candidate of another, ascending; each must be read.
    std::span<const std::uint32_t> texts() const { return texts_; }

    /// Takes the words of a text. From any thread, each text once. O(words).
    void read(std::uint32_t text, std::span<const tokens::TokenKey> words);

    /// The candidates that are as similar as `jaccard`, sorted.
    ///
    /// A merge ends as soon as what is left cannot reach what is needed, and most do not begin: a second signature of
    /// 8 bits or more a 3-gram tells elements that are not shared.
    std::vector<Link> links(double jaccard, const parallel::Control& control) const;

  private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFFU;

    /// Where a text's set lies. Room is for all its 3-grams; the signature has a power of two of words.
    struct Set {
        std::size_t trigrams;
        std::size_t signature;
        std::uint32_t size;
        std::uint32_t signature_words;
    };

    std::span<const std::uint64_t> trigrams(const Set& set) const;
    std::span<const std::uint64_t> signature(const Set& set) const;
    /// The most elements that two sets can share as far as their signatures tell.
    std::size_t most_shared(const Set& a, const Set& b) const;
    /// How many elements two sets share, or anything below `needed` if they are fewer.
    std::size_t shared(const Set& a, const Set& b, std::size_t needed) const;

    std::vector<Pair> candidates_;
    std::vector<std::uint32_t> texts_;
    std::vector<std::uint32_t> place_;  ///< of each text in sets_
    std::vector<Set> sets_;
    tokens::Column<std::uint64_t> trigrams_;
    tokens::Column<std::uint64_t> signatures_;
};

}  // namespace wirecopy::reuse
