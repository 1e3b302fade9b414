#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trigram_entries.hpp"

namespace wirecopy::reuse {

/// How frequent a 3-gram is: seen once, 2, 3-4, 5-12, 13-50 times, or more.
constexpr std::uint32_t kFrequencyClasses = 6;
/// Not a class: the entry's text has the same 3-gram before.
constexpr std::uint32_t kRepeated = 7;

/// Writes the class of its frequency on every entry of a partition, and takes out those that are seen once: who meets
/// by them meets nobody.
///
/// Frequencies are counted in a sketch that fits the cache, one byte for each hash of up to 20 bits. It can only count
/// too much; any function of the hash serves as an order of 3-grams as long as all texts agree, and what is counted
/// once is seen once. O(entries).
class FrequencyClassifier {
  public:
    void classify(std::size_t partition, std::span<TrigramEntries* const> texts);

  private:
    void count(std::size_t partition, std::span<TrigramEntries* const> texts);
    void mark(std::size_t partition, TrigramEntries& texts);

    std::vector<std::uint8_t> count_;
    unsigned bits_ = 0;
    std::vector<PlacedEntry> shared_;  ///< of the piece at hand
    std::vector<std::uint32_t> own_;   ///< distinct hashes of the text at hand
};

}  // namespace wirecopy::reuse
