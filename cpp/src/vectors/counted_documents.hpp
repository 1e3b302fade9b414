#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/tokens/column.hpp"
#include "wirecopy/vectors/count_terms.hpp"

#include "lanes.hpp"
#include "row_counter.hpp"
#include "term_list.hpp"
#include "term_reader.hpp"

namespace wirecopy::vectors {

/// No column.
constexpr std::uint32_t kNoColumn = 0xFFFFFFFF;

/// What one thread at a time counts with. Lanes number terms as they meet them; nothing that leaves depends on that.
struct Lane {
    Lane(const Analysis& analysis, TermKeys keys) : reader(analysis, keys) {}

    TermReader reader;
    RowCounter counter;
    TermList list;                      ///< by number, where terms were not known before
    std::vector<std::uint32_t> column;  ///< by number, as soon as it has one
};

/// The counts of some documents that follow each other.
struct Part {
    std::size_t lane = 0;
    tokens::Column<Count> counts;      ///< document by document
    std::vector<std::size_t> row_end;  ///< of each document in `counts`
};

struct CountedDocuments {
    std::vector<std::unique_ptr<Lane>> lanes;
    std::vector<Part> parts;
};

/// Counts all documents. Terms are told apart by `key(term)`; `times(term)` is what one term adds, and
/// `meet(lane, term)` says whether a term that comes for the first time is counted.
template <typename Key, typename Times, typename Meet>
CountedDocuments count(const Documents& documents, const Analysis& analysis, TermKeys keys,
                       const parallel::Control& control, Key key, Times times, Meet meet) {
    constexpr std::size_t kDocumentsPerPart = 64;
    const std::size_t size = size_of(documents);
    CountedDocuments result;
    result.parts.resize((size + kDocumentsPerPart - 1) / kDocumentsPerPart);
    Lanes<Lane> lanes;
    const auto count_row = [&](std::span<const Term> terms, Lane& lane, tokens::Column<Count>& counts) {
        const std::size_t begin = counts.size();
        counts.resize(begin + terms.size() + 1);
        const std::size_t distinct = lane.counter.count(
            terms.size(), [&](std::size_t i) { return key(terms[i]); }, [&](std::size_t i) { return times(terms[i]); },
            [&](std::size_t i) { return meet(lane, terms[i]); }, counts.data() + begin);
        counts.resize(begin + distinct);
    };
    parallel::for_each(result.parts.size(), control, [&](std::size_t p) {
        Part& part = result.parts[p];
        lanes.use([&] { return std::make_unique<Lane>(analysis, keys); },
                  [&](std::size_t lane_number, Lane& lane) {
                      part.lane = lane_number;
                      const std::size_t last = std::min(size, (p + 1) * kDocumentsPerPart);
                      for (std::size_t document = p * kDocumentsPerPart; document < last; ++document) {
                          count_row(lane.reader.read(documents, document), lane, part.counts);
                          part.row_end.push_back(part.counts.size());
                      }
                  });
        part.counts.shrink_to_fit();
    });
    result.lanes = std::move(lanes).take();
    return result;
}

}  // namespace wirecopy::vectors
