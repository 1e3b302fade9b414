#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/parallel/stages.hpp"
#include "wirecopy/reuse/boilerplate.hpp"
#include "wirecopy/reuse/credits.hpp"
#include "wirecopy/reuse/families.hpp"
#include "wirecopy/reuse/passage_filter.hpp"
#include "wirecopy/reuse/passages.hpp"
#include "wirecopy/reuse/shares.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// Where in the texts stands what was found.
struct ReuseSpans {
    struct OfPassage {
        tokens::ByteSpan a;
        tokens::ByteSpan b;
    };
    std::vector<OfPassage> passages;                      ///< from the first word of each to its last
    std::vector<std::vector<tokens::ByteSpan>> families;  ///< of each member; of paragraphs with their marks
    std::vector<tokens::ByteSpan> furniture;
};

/// Everything that documents share. Documents count in the order of `Corpus::by_id()`.
struct Reuse {
    Credits credits;                                ///< the agencies that each document credits
    std::vector<Furniture> furniture;               ///< what publishers print on many pages
    std::vector<std::vector<bool>> is_boilerplate;  ///< of each document, which of its paragraphs are
    std::vector<Passage> passages;
    std::vector<Family> families;
    std::vector<Shares> shares;  ///< of each document
    ReuseSpans spans;
};

/// What happened to texts before they came here: nothing, or they were read from paper by a machine.
enum class Noise : std::uint8_t { none, ocr };

/// What is asked for.
struct ReuseOptions {
    std::uint32_t min_words = 12;  ///< of a passage of prose, and of a paragraph that has a family
    double jaccard = 0.5;          ///< of near-identical paragraphs
    PassageFilter passages = {};   ///< which passages are wanted; shares rest on these
    CreditWords credits = {};
    Noise noise = Noise::none;  ///< `ocr`: damaged words count as what they were (see `Readings`)
    Workspace workspace = {};
};

/// The passages, families and shares of a corpus. Paragraphs of `min_words` words whose 3-grams have the Jaccard
/// similarity `jaccard` are near-identical. `corpus` must be in the order of its ids. `tokens`: read those instead of
/// the texts; null for none. Of the words 5 bytes each are kept.
/// Throws std::invalid_argument when min_words is below 6 or jaccard not in (0, 1].
Reuse find_reuse(const documents::Corpus& corpus, const tokens::Tokens* tokens, const ReuseOptions& options,
                 const parallel::Control& control, const parallel::Stages& stages = {});

/// A passage by the bytes of its sides.
struct PassageSpans {
    std::uint32_t document_a;
    std::uint32_t document_b;
    tokens::ByteSpan a;
    tokens::ByteSpan b;
    Context context;
};

/// The shares that rest on these passages. `is_boilerplate`: of the paragraphs of all documents, as `find_reuse` found.
/// Throws std::invalid_argument when there are more or fewer of them.
std::vector<Shares> shares_of(const documents::Corpus& corpus, const tokens::Tokens* tokens,
                              std::span<const PassageSpans> passages, std::span<const std::uint8_t> is_boilerplate,
                              const std::vector<DocumentCredits>& credits, const parallel::Control& control);

}  // namespace wirecopy::reuse
