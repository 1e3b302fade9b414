#pragma once

#include <unordered_map>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// The words that are read as others.
using Readings = std::unordered_map<tokens::TokenKey, tokens::TokenKey>;

/// What words that a scanner damaged were.
///
/// A word is read as the most frequent of those, itself included, that one letter put in, left out or replaced makes of
/// it, or two where it has 8 to 20 letters; this is done to words that stand once or twice in the corpus, or are twenty
/// times rarer than their reading, and have from 4 to 32 letters or digits, half of them letters. Numbers are left as
/// they are. What is read as a word that is read as another counts as that, too. Rare words that look alike are taken
/// for one, which is why nobody gets this unasked.
///
/// Words that are alike meet where their letters with one or two left out are the same (Mor & Fraenkel, "A hash code
/// method for detecting and correcting spelling errors", CACM 25, 1982). O(n) for n words and O(d) for d distinct ones
/// of bounded length; beside those half a gigabyte at most. `tokens`: read those instead of the texts; null for none.
Readings read_damaged_words(const documents::Corpus& corpus, const tokens::Tokens* tokens,
                            const parallel::Control& control);

}  // namespace wirecopy::reuse
