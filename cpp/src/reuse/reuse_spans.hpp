#pragma once

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/reuse/find_reuse.hpp"
#include "wirecopy/reuse/flat_words.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// The places of what was found. Where passages begin and end, paragraphs are read again: only those, and where they
/// read other than they did in their documents, these whole. `tokens`: look there instead; null for none.
ReuseSpans spans_of(const Reuse& reuse, const documents::Corpus& corpus, const tokens::Tokens* tokens,
                    const FlatWords& words, const parallel::Control& control);

}  // namespace wirecopy::reuse
