#pragma once

#include <cstdint>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/reuse/boilerplate.hpp"
#include "wirecopy/reuse/credits.hpp"
#include "wirecopy/reuse/families.hpp"
#include "wirecopy/reuse/passage_filter.hpp"
#include "wirecopy/reuse/passages.hpp"
#include "wirecopy/reuse/shares.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// Everything that documents share. Documents count in the order of `Corpus::by_id()`.
struct Reuse {
    std::vector<DocumentWords> words;  ///< of each document; what spans of words refer to
    Credits credits;                   ///< the agencies that each document credits
    std::vector<Furniture> furniture;  ///< what publishers print on many pages
    std::vector<Passage> passages;
    std::vector<Family> families;
    std::vector<Shares> shares;  ///< of each document
};

/// What is asked for.
struct ReuseOptions {
    std::uint32_t min_words = 12;  ///< of a passage of prose, and of a paragraph that has a family
    double jaccard = 0.5;          ///< of near-identical paragraphs
    PassageFilter passages = {};   ///< which passages are wanted; shares rest on these
    CreditWords credits = {};
};

/// The passages, families and shares of a corpus. Paragraphs of `min_words` words whose 3-grams have the Jaccard
/// similarity `jaccard` are near-identical. `tokens` must be of `corpus.by_id()`.
/// Throws std::invalid_argument when min_words is below 6 or jaccard not in (0, 1].
Reuse find_reuse(const tokens::Tokens& tokens, const ReuseOptions& options, const parallel::Control& control);

}  // namespace wirecopy::reuse
