#include "distinct_texts.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace wirecopy::reuse {

TextHash text_hash(std::span<const tokens::TokenKey> words) {
    const XXH128_hash_t hash = XXH3_128bits(words.data(), words.size_bytes());
    return {hash.low64, hash.high64};
}

std::uint32_t DistinctTexts::number(const TextHash& hash) {
    std::size_t at = place(hash);
    for (; places_[at] != 0; at = (at + 1) & (places_.size() - 1)) {
        if (hashes_[places_[at] - 1] == hash) return places_[at] - 1;
    }
    hashes_.push_back(hash);
    const auto number = static_cast<std::uint32_t>(hashes_.size());
    places_[at] = number;
    if (hashes_.size() * 2 > places_.size()) grow();
    return number - 1;
}

void DistinctTexts::grow() {
    places_.assign(places_.size() * 4, 0);
    for (std::size_t text = 0; text < hashes_.size(); ++text) {
        std::size_t at = place(hashes_[text]);
        while (places_[at] != 0) at = (at + 1) & (places_.size() - 1);
        places_[at] = static_cast<std::uint32_t>(text + 1);
    }
}

}  // namespace wirecopy::reuse
