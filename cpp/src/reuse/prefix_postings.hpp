#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "frequency_classes.hpp"
#include "piece_lists.hpp"
#include "trigram_entries.hpp"

namespace wirecopy::reuse {

/// That a text holds a 3-gram in its prefix.
struct Posting {
    std::uint32_t key;   ///< 21 bits of the 3-gram's hash
    std::uint32_t text;  ///< its number

    friend auto operator<=>(const Posting&, const Posting&) = default;
};

using Postings = PieceLists<Posting, 1024>;

/// The 3-grams by which a text must meet every text of similarity `jaccard`, in the partitions of `texts`.
///
/// Of n distinct 3-grams such a text shares ceil(jaccard n) at least, so one of any n - ceil(jaccard n) + 1 of them.
/// Every text takes its rarest, by whole classes: two texts whose prefixes both hold a shared 3-gram hold the rarest
/// shared one, too. What is seen once is left out, since nobody meets there. O(entries), texts in blocks whose counts
/// stay in the cache. `sizes`: of each text by its number. Calls `between(done, total)` now and then. `Bayardo, Ma &
/// Srikant, WWW 2007`.
void add_prefixes(TrigramEntries& texts, std::span<const TextSize> sizes, double jaccard, Postings& postings,
                  const std::function<void(std::size_t done, std::size_t total)>& between);

/// How many 3-grams of each class a text has: five numbers of 12 bits, of which the first is for the last class and for
/// repeats; those of class 0 are what remains of all. Of a text of so many 3-grams that a number may overflow none
/// count as seen once, and an overflow adds 1 to the next number where it loses 4,096: sums come out too small, and
/// prefixes too long, which loses nothing.
class ClassCounts {
  public:
    void add(std::uint32_t frequency_class) { counts_ += kOne[frequency_class]; }
    /// Of a class between the first and the last.
    std::uint32_t of(std::uint32_t frequency_class) const { return number(frequency_class); }
    /// Of class 0, in a text of so many 3-grams.
    std::uint32_t seen_once(std::uint32_t trigrams) const {
        return trigrams > kMost ? 0 : trigrams - number(0) - number(1) - number(2) - number(3) - number(4);
    }

  private:
    static constexpr unsigned kBits = 12;
    static constexpr std::uint32_t kMost = (1U << kBits) - 1;
    static constexpr std::uint64_t kUnit = 1;
    static constexpr std::array<std::uint64_t, 8> kOne = {
        0, kUnit << kBits, kUnit << 2 * kBits, kUnit << 3 * kBits, kUnit << 4 * kBits, kUnit, 0, kUnit};

    std::uint32_t number(std::uint32_t which) const {
        return static_cast<std::uint32_t>(counts_ >> (kBits * which)) & kMost;
    }

    std::uint64_t counts_ = 0;
};

/// Where not all partitions are there at once: counts what is there of each text, by its number.
void add_counts(TrigramEntries& texts, std::span<ClassCounts> counts);

/// The same prefixes, by the counts of all partitions: those that stand in the partitions that are there.
void add_prefixes(TrigramEntries& texts, std::span<const TextSize> sizes, double jaccard,
                  std::span<const ClassCounts> counts, Postings& postings,
                  const std::function<void(std::size_t done, std::size_t total)>& between);

}  // namespace wirecopy::reuse
