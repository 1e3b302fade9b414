#include "wirecopy/reuse/trigrams.hpp"

#define XXH_INLINE_ALL
#include <algorithm>

#include <xxhash.h>

namespace wirecopy::reuse {

std::uint64_t trigram(const tokens::TokenKey* words) {
    return XXH3_64bits(words, 3 * sizeof(tokens::TokenKey));
}

std::vector<std::uint64_t> trigram_set(std::span<const tokens::TokenKey> words) {
    std::vector<std::uint64_t> set;
    for (std::size_t word = 0; word + 3 <= words.size(); ++word) set.push_back(trigram(&words[word]));
    std::sort(set.begin(), set.end());
    set.erase(std::unique(set.begin(), set.end()), set.end());
    return set;
}

double jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
    std::size_t shared = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        const std::uint64_t in_a = a[i];
        const std::uint64_t in_b = b[j];
        shared += in_a == in_b;
        i += in_a <= in_b;
        j += in_b <= in_a;
    }
    return static_cast<double>(shared) / static_cast<double>(a.size() + b.size() - shared);
}

}  // namespace wirecopy::reuse
