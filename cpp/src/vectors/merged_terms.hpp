#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "wirecopy/parallel/for_each.hpp"

#include "counted_documents.hpp"

namespace wirecopy::vectors {

using LaneList = std::span<const std::unique_ptr<Lane>>;

/// A term of a lane.
struct TermPlace {
    std::uint32_t lane;
    std::uint32_t term;

    std::string_view name(LaneList lanes) const { return lanes[lane]->list.name(term); }
};

/// The terms of all lanes, each once, as far as at least `low` and at most `high` documents have them. Lanes share
/// their terms out by keys, so that threads look for equal ones among few. O(terms).
class MergedTerms {
  public:
    MergedTerms(LaneList lanes, double low, double high, const parallel::Control& control);

    std::size_t distinct() const { return distinct_; }  ///< before any was left out
    /// Each in the first lane that has it, in the order of lanes and of their terms.
    const std::vector<TermPlace>& terms() const { return terms_; }
    std::int64_t document_frequency(TermPlace place) const { return documents_[at(place)]; }

    /// Gives every lane the columns of its terms: `terms()[i]` has `column[i]`.
    void set_columns(std::span<const std::uint32_t> column, const parallel::Control& control) const;

  private:
    /// A term of a lane, while lanes are compared.
    struct Offer {
        std::uint64_t key;
        std::uint32_t term;
        std::uint32_t documents;
    };
    struct Offers {
        std::vector<Offer> terms;        ///< share by share
        std::vector<std::size_t> begin;  ///< of each share
    };

    std::size_t at(TermPlace place) const { return first_[place.lane] + place.term; }
    Offers share_out(std::size_t lane) const;
    void merge(std::span<const Offers> offers, std::size_t share);

    LaneList lanes_;
    std::vector<std::size_t> first_;        ///< of each lane's terms among those of all
    std::vector<std::uint32_t> same_;       ///< of each term, which of all it is in the first lane that has it
    std::vector<std::uint32_t> documents_;  ///< likewise, in all lanes together
    std::size_t distinct_ = 0;
    std::vector<TermPlace> terms_;
};

/// The numbers of terms, sorted by their names byte by byte, which is by code point. Names are distinct.
/// Reads each name eight bytes at a time. O(n log n) comparisons of numbers.
std::vector<std::uint32_t> sorted_by_name(std::span<const TermPlace> terms, LaneList lanes,
                                          const parallel::Control& control);

/// What `TermCounts` holds.
struct TermCounts::Memory {
    CountedDocuments counted;
    std::size_t documents = 0;
    std::size_t distinct_terms = 0;
    std::size_t columns = 0;
    /// Of columns that were not known before: their terms, and how many documents have each.
    std::vector<TermPlace> terms;
    std::vector<std::int64_t> document_frequency;
};

}  // namespace wirecopy::vectors
