#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/reuse/agencies.hpp"
#include "wirecopy/reuse/flat_words.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

constexpr std::int32_t kNoAgency = -1;

/// The agency that one document credits, and those that paragraphs of it credit at their ends, as of pictures.
struct DocumentCredits {
    struct OfParagraph {
        std::uint32_t paragraph;  ///< counted among those with a word
        std::int32_t agency;
    };
    std::int32_t agency = kNoAgency;
    std::vector<OfParagraph> paragraphs = {};  ///< only those that credit one, in order
    /// An agency that is not known, in the dateline with which the text begins, and whether the dateline is beyond
    /// doubt.
    std::string stranger = {};
    bool is_sure = false;

    /// The agency of a paragraph: its own, else the document's.
    std::int32_t of(std::uint32_t paragraph) const;
};

/// The credits of each document of a corpus.
struct Credits {
    std::vector<std::string> names;  ///< of the agencies that the numbers mean
    std::vector<DocumentCredits> of;

    /// The name of an agency; empty for none.
    const std::string& name(std::int32_t agency) const;
};

/// Finds who is credited for each document of a corpus: in a dateline ("MILLTOWN (AP) -", "(서울=연합뉴스)"), a byline
/// ("By A. Writer, AP"), a line of nothing but names and words of credit ("AFP, with staff"), a sentence of credit near
/// the end ("The Associated Press contributed to this report.", "Copyright 2020 Reuters."), or at the very end ("... he
/// said. (AFP)"), where boilerplate may follow. What is said of an agency in prose is no credit.
///
/// An agency that is not known is learnt when three documents of two publishers have it in their datelines, and then
/// found wherever a known one would be; before that it counts where its dateline is beyond doubt, after a place in
/// capitals. A name that nine of ten documents of those that credit it, and ten or more, have from one publisher is
/// that publisher's own, and no agency to it. O(n).
class CreditFinder {
  public:
    CreditFinder(const documents::Corpus& corpus, const CreditWords& words);
    ~CreditFinder();

    /// Reads a document; to be called once for each, from any threads. Where sentences are missing among the tokens,
    /// the text is read again if it may credit somebody in one.
    void read(std::size_t document, const tokens::TokenView& view, bool has_sentences);

    /// What was read, which is given away, when it is known of each paragraph with a word whether it is boilerplate.
    /// Documents that have a name that was learnt are read again: all that have its words in `words`, or, where that is
    /// null, all.
    Credits found(const std::vector<std::vector<bool>>& is_boilerplate, const FlatWords* words,
                  const tokens::Tokens* tokens, const parallel::Control& control);

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// The same in one call. `tokens`: read those instead of the texts; null for none.
Credits find_credits(const documents::Corpus& corpus, const tokens::Tokens* tokens, const CreditWords& words,
                     const std::vector<std::vector<bool>>& is_boilerplate, const parallel::Control& control);

}  // namespace wirecopy::reuse
