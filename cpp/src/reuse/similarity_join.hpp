#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <memory>
#include <vector>

#include "wirecopy/parallel/for_each.hpp"

#include "candidates.hpp"
#include "spares.hpp"
#include "trigram_entries.hpp"
#include "verification.hpp"

namespace wirecopy::reuse {

/// Every pair of texts whose sets of word 3-grams have at least the Jaccard similarity `jaccard`, exactly.
///
/// Stages, each in partitions of the 3-grams' hashes that fit the cache, on all threads:
/// 1. `TrigramEntries`: texts are added, a 3-gram takes 4 bytes;
/// 2. `FrequencyClassifier`: how frequent each 3-gram is;
/// 3. `add_prefixes`: the rare ones by which similar texts must meet;
/// 4. `SharedTrigrams`, `CandidateFinder`: who meets, if sizes and signatures allow it;
/// 5. `Verification`: the candidates' words are read again and compared.
///
/// Prefix filter: Bayardo, Ma & Srikant, WWW 2007; Xiao, Wang, Lin & Yu (PPJoin), WWW 2008.
class SimilarityJoin {
  public:
    /// `words`: how many there are about. `crowd`: where more texts than this meet by the same 3-gram, each is compared
    /// with a few of them only. Throws std::invalid_argument when `jaccard` is not in (0, 1].
    SimilarityJoin(std::size_t words, double jaccard, std::size_t crowd = std::numeric_limits<std::size_t>::max(),
                   tokens::Storage storage = tokens::Storage::memory);

    /// Calls `add` with entries that no other thread adds to. Texts are numbered from 0, each added once.
    void add(const std::function<void(TrigramEntries&)>& add);

    /// The candidates among `texts` texts, when all are added; what was added is let go.
    Verification candidates(std::size_t texts, const parallel::Control& control);

    /// The same where not all 3-grams fit: `add_all` adds all texts, and is called in each of the rounds, in which only
    /// some partitions are held. Of each what is seen more than once is kept, which mostly is little.
    Verification candidates(std::size_t texts, std::size_t rounds, const std::function<void()>& add_all,
                            const parallel::Control& control);

  private:
    using AllPostings = std::vector<std::unique_ptr<Postings>>;
    using AddPrefixes = std::function<void(TrigramEntries&, Postings&,
                                           const std::function<void(std::size_t done, std::size_t total)>& between)>;

    std::size_t partitions() const { return std::size_t{1} << partition_bits_; }
    void classify(const parallel::Control& control);
    AllPostings postings(const AddPrefixes& add_prefixes, const parallel::Control& control);
    /// Of what is there.
    TextBounds bounds_of(std::size_t texts);
    void find(AllPostings postings, const TextBounds& bounds, DistinctPairs& candidates,
              const parallel::Control& control);

    unsigned partition_bits_;
    double jaccard_;
    std::size_t crowd_;
    tokens::Storage storage_;
    PartitionRange range_;  ///< that are held
    Spares<TrigramEntries> entries_;
};

}  // namespace wirecopy::reuse
