#pragma once

#include <span>
#include <string>
#include <vector>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/tokens/token_table.hpp"
#include "wirecopy/vectors/csr.hpp"

namespace wirecopy::vectors {

/// How often each document has each word: a row a document in the order of the corpus, a column a word.
struct WordCounts {
    Csr counts;
    std::vector<std::string> names;      ///< folded words in ascending order (by code point), one a column
    std::vector<tokens::TokenKey> keys;  ///< the key of each name
};

/// Counts the words and numbers of every document.
///
/// Words are told apart by their keys; each distinct one is folded once. O(tokens log(tokens of a document)).
WordCounts count_words(const tokens::Tokens& tokens, const parallel::Control& control);

/// Counts the words with these keys, column `i` for `keys[i]`, and leaves out all others.
/// Throws std::invalid_argument when a key comes twice.
Csr count_words(const tokens::Tokens& tokens, std::span<const tokens::TokenKey> keys, const parallel::Control& control);

}  // namespace wirecopy::vectors
