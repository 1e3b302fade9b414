#pragma once

#include <cstddef>
#include <functional>
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
/// 4. `CandidateFinder`: who meets, if sizes and signatures allow it;
/// 5. `Verification`: the candidates' words are read again and compared.
///
/// Prefix filter: Bayardo, Ma & Srikant, WWW 2007; Xiao, Wang, Lin & Yu (PPJoin), WWW 2008.
class SimilarityJoin {
  public:
    /// `words`: how many there are about. Throws std::invalid_argument when `jaccard` is not in (0, 1].
    SimilarityJoin(std::size_t words, double jaccard);

    /// Calls `add` with entries that no other thread adds to. Texts are numbered from 0, each added once.
    void add(const std::function<void(TrigramEntries&)>& add);

    /// The candidates among `texts` texts, when all are added; what was added is let go.
    Verification candidates(std::size_t texts, const parallel::Control& control);

  private:
    void classify(const parallel::Control& control);
    std::vector<std::unique_ptr<Postings>> postings(const parallel::Control& control);
    TextBounds take_bounds(std::size_t texts);

    unsigned partition_bits_;
    double jaccard_;
    Spares<TrigramEntries> entries_;
};

}  // namespace wirecopy::reuse
