#include "wirecopy/reuse/trigrams.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace wirecopy::reuse {
namespace {

constexpr std::size_t kFew = 24;
constexpr std::size_t kMany = 2048;

/// Puts well-mixed hashes where their first byte says, and sorts by insertion what then is out of order.
void sort_by_first_byte(std::span<std::uint64_t> hashes) {
    std::array<std::uint64_t, kMany> placed;
    std::array<std::uint32_t, 257> place{};
    for (const std::uint64_t hash : hashes) ++place[(hash >> 56U) + 1];
    for (std::size_t byte = 1; byte < place.size(); ++byte) place[byte] += place[byte - 1];
    for (const std::uint64_t hash : hashes) placed[place[hash >> 56U]++] = hash;
    hashes[0] = placed[0];
    for (std::size_t i = 1; i < hashes.size(); ++i) {
        std::size_t to = i;
        for (; to > 0 && hashes[to - 1] > placed[i]; --to) hashes[to] = hashes[to - 1];
        hashes[to] = placed[i];
    }
}

}  // namespace

void write_trigrams(std::span<const tokens::TokenKey> words, std::uint64_t* trigrams) {
    for (std::size_t word = 0; word + 3 <= words.size(); ++word) trigrams[word] = trigram(&words[word]);
}

std::size_t sort_to_set(std::span<std::uint64_t> hashes) {
    if (hashes.size() < kFew || hashes.size() > kMany) {
        std::sort(hashes.begin(), hashes.end());
    } else {
        sort_by_first_byte(hashes);
    }
    return static_cast<std::size_t>(std::unique(hashes.begin(), hashes.end()) - hashes.begin());
}

std::vector<std::uint64_t> trigram_set(std::span<const tokens::TokenKey> words) {
    if (words.size() < 3) return {};
    std::vector<std::uint64_t> set(words.size() - 2);
    write_trigrams(words, set.data());
    set.resize(sort_to_set(set));
    return set;
}

std::vector<std::uint64_t> trigram_set(std::span<const Word> words) {
    std::vector<tokens::TokenKey> keys(words.size());
    std::transform(words.begin(), words.end(), keys.begin(), spread);
    return trigram_set(keys);
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
