#include "wirecopy/vectors/static_embeddings.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

#include "lanes.hpp"
#include "piece_memory.hpp"
#include "row_sums.hpp"

namespace wirecopy::vectors {
namespace {

constexpr std::size_t kDocumentsPerTask = 64;

struct Lane {
    PieceMemory memory;
    std::vector<std::uint32_t> pieces;
    std::vector<std::uint32_t> place;  ///< by piece, where the last document that has it counts it
    std::vector<PieceCount> counts;
};

/// Calls `use(document, lane)` for each document, whose pieces the lane has, on several threads.
template <typename Use>
void for_each_document(const documents::Corpus& corpus, const PieceCutter& cutter, const parallel::Control& control,
                       Use use) {
    Lanes<Lane> lanes;
    const std::size_t tasks = (corpus.size() + kDocumentsPerTask - 1) / kDocumentsPerTask;
    parallel::for_each(tasks, control, [&](std::size_t task) {
        lanes.use([] { return std::make_unique<Lane>(); },
                  [&](std::size_t, Lane& lane) {
                      const std::size_t last = std::min(corpus.size(), (task + 1) * kDocumentsPerTask);
                      for (std::size_t document = task * kDocumentsPerTask; document < last; ++document) {
                          lane.pieces.clear();
                          cutter.append(corpus.text(document), lane.memory, lane.pieces);
                          use(document, lane);
                      }
                  });
    });
}

/// Counts the pieces of a document, in the order in which they come first.
void count_pieces(Lane& lane, std::size_t pieces) {
    lane.place.resize(pieces);
    lane.counts.clear();
    for (const std::uint32_t piece : lane.pieces) {
        const std::uint32_t place = lane.place[piece];
        if (place < lane.counts.size() && lane.counts[place].piece == piece) {
            ++lane.counts[place].times;
        } else {
            lane.place[piece] = static_cast<std::uint32_t>(lane.counts.size());
            lane.counts.push_back({piece, 1});
        }
    }
}

/// A count as a whole number. Throws std::invalid_argument where it is none, or beyond 32 bits.
std::uint32_t whole(double count) {
    if (!(count >= 0 && count <= std::numeric_limits<std::uint32_t>::max()) || count != std::floor(count)) {
        throw std::invalid_argument("a piece is counted " + std::to_string(count) + " times");
    }
    return static_cast<std::uint32_t>(count);
}

/// Throws std::invalid_argument unless a table has a row and a weight for each of so many pieces.
void check(const PieceTable& table, std::size_t pieces) {
    const auto check_size = [&](const char* what, std::size_t size) {
        if (size >= pieces) return;
        throw std::invalid_argument("the table has " + std::to_string(size) + what + " for " + std::to_string(pieces) +
                                    " pieces");
    };
    check_size(" rows", table.rows());
    if (!table.weights.empty()) check_size(" weights", table.weights.size());
}

void divide(std::span<float> sums, float by) {
    for (float& value : sums) value /= by;
}

}  // namespace

std::size_t PieceTable::rows() const {
    return std::visit([&](auto some) { return dimensions == 0 ? 0 : some.size() / dimensions; }, values);
}

std::vector<float> mean_rows(const documents::Corpus& corpus, const PieceCutter& cutter, const PieceTable& table,
                             const parallel::Control& control) {
    check(table, cutter.size());
    std::vector<float> result(corpus.size() * table.dimensions);
    for_each_document(corpus, cutter, control, [&](std::size_t document, Lane& lane) {
        if (lane.pieces.empty()) return;
        count_pieces(lane, cutter.size());
        const std::span mean(result.data() + document * table.dimensions, table.dimensions);
        add_rows(lane.counts, table, mean);
        divide(mean, static_cast<float>(lane.pieces.size()));
    });
    return result;
}

std::vector<float> mean_rows(const CsrView& counts, const PieceTable& table, const parallel::Control& control) {
    check(table, counts.columns);
    std::vector<float> result(counts.rows() * table.dimensions);
    const std::size_t tasks = (counts.rows() + kDocumentsPerTask - 1) / kDocumentsPerTask;
    parallel::for_each(tasks, control, [&](std::size_t task) {
        std::vector<PieceCount> row;
        const std::size_t last = std::min(counts.rows(), (task + 1) * kDocumentsPerTask);
        for (std::size_t document = task * kDocumentsPerTask; document < last; ++document) {
            row.clear();
            double total = 0;
            for (std::size_t at = counts.begin(document); at < counts.end(document); ++at) {
                row.push_back({static_cast<std::uint32_t>(counts.column[at]), whole(counts.value[at])});
                total += counts.value[at];
            }
            if (total == 0) continue;
            const std::span mean(result.data() + document * table.dimensions, table.dimensions);
            add_rows(row, table, mean);
            divide(mean, static_cast<float>(total));
        }
    });
    return result;
}

std::vector<std::int64_t> count_pieces(const documents::Corpus& corpus, const PieceCutter& cutter,
                                       const parallel::Control& control) {
    std::vector<std::int64_t> counts(cutter.size());
    std::mutex mutex;
    for_each_document(corpus, cutter, control, [&](std::size_t, const Lane& lane) {
        const std::lock_guard lock(mutex);
        for (const std::uint32_t piece : lane.pieces) ++counts[piece];
    });
    return counts;
}

PieceLists list_pieces(const documents::Corpus& corpus, const PieceCutter& cutter, const parallel::Control& control) {
    std::vector<std::vector<std::uint32_t>> lists(corpus.size());
    for_each_document(corpus, cutter, control,
                      [&](std::size_t document, const Lane& lane) { lists[document] = lane.pieces; });
    PieceLists result;
    result.document_begin.push_back(0);
    for (const auto& list : lists) {
        result.pieces.insert(result.pieces.end(), list.begin(), list.end());
        result.document_begin.push_back(static_cast<std::int64_t>(result.pieces.size()));
    }
    return result;
}

}  // namespace wirecopy::vectors
