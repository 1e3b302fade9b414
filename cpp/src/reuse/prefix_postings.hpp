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

/// How many 3-grams of each class but the last a text has: five numbers of 12 bits. One that overflows adds 1 to the
/// next where it loses 4,096: sums come out too small, and prefixes too long, which loses nothing.
class ClassCounts {
  public:
    void add(std::uint32_t frequency_class) { counts_ += kOne[frequency_class]; }
    std::uint32_t of(std::uint32_t frequency_class) const {
        return static_cast<std::uint32_t>(counts_ >> (12U * frequency_class)) & 0xFFFU;
    }

  private:
    static constexpr std::uint64_t kUnit = 1;
    static constexpr std::array<std::uint64_t, 8> kOne = {
        kUnit, kUnit << 12U, kUnit << 24U, kUnit << 36U, kUnit << 48U, 0, 0, 0};
    std::uint64_t counts_ = 0;
};

/// Where not all partitions are there at once: counts what is there of each text, by its number.
void add_counts(TrigramEntries& texts, std::span<ClassCounts> counts);

/// The same prefixes, by the counts of all partitions: those that stand in the partitions that are there.
void add_prefixes(TrigramEntries& texts, std::span<const TextSize> sizes, double jaccard,
                  std::span<const ClassCounts> counts, Postings& postings,
                  const std::function<void(std::size_t done, std::size_t total)>& between);

}  // namespace wirecopy::reuse
