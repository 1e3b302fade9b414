#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// 128 bits that stand for a sequence of words; `low` is its `content_hash`.
struct TextHash {
    std::uint64_t low = 0;
    std::uint64_t high = 0;

    friend bool operator==(const TextHash&, const TextHash&) = default;
};

TextHash text_hash(std::span<const tokens::TokenKey> words);

/// Numbers distinct texts in the order in which they come: a hash table of open addressing, 4 bytes a place.
class DistinctTexts {
  public:
    DistinctTexts() : places_(1U << 10U) {}

    std::size_t size() const { return hashes_.size(); }
    const TextHash& hash(std::size_t text) const { return hashes_[text]; }

    /// Has the cache fetch the place where `hash` is looked for.
    void prefetch(const TextHash& hash) const { __builtin_prefetch(&places_[place(hash)]); }
    /// The number of the text; a new one is `size()` before the call.
    std::uint32_t number(const TextHash& hash);

  private:
    std::size_t place(const TextHash& hash) const { return hash.high & (places_.size() - 1); }
    void grow();

    std::vector<std::uint32_t> places_;  ///< one more than a number, 0 where none; a power of two of them
    std::vector<TextHash> hashes_;
};

}  // namespace wirecopy::reuse
