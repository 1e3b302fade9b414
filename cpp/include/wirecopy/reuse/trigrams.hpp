#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/reuse/document_words.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// The hash of the three words from `words` on. Keys are well mixed already, so that turning them does.
inline std::uint64_t trigram(const tokens::TokenKey* words) {
    return std::rotl(words[0], 21) ^ std::rotl(words[1], 42) ^ words[2];
}

/// As many bits as a key has, for a word of which half of its key is kept.
inline tokens::TokenKey spread(Word word) {
    const tokens::TokenKey key = word * std::uint64_t{0x9E3779B97F4A7C15};
    return key ^ key >> 32U;
}

/// The same of half keys; not the same hash.
inline std::uint64_t trigram(const Word* words) {
    return std::rotl(spread(words[0]), 21) ^ std::rotl(spread(words[1]), 42) ^ spread(words[2]);
}

/// Writes the hashes of all 3-grams of a text of three words or more, one for each word but the last two.
void write_trigrams(std::span<const tokens::TokenKey> words, std::uint64_t* trigrams);

/// Sorts hashes and takes out what is repeated; returns how many are left. O(n) for hashes that are well mixed.
std::size_t sort_to_set(std::span<std::uint64_t> hashes);

/// The distinct word 3-grams of a text, sorted by hash; none for fewer than three words.
std::vector<std::uint64_t> trigram_set(std::span<const tokens::TokenKey> words);
std::vector<std::uint64_t> trigram_set(std::span<const Word> words);

/// |a and b| / |a or b| of two sorted sets, not both empty.
double jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

}  // namespace wirecopy::reuse
