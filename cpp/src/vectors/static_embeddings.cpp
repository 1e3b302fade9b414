#include "wirecopy/vectors/static_embeddings.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

#include "wirecopy/text/target.hpp"

#include "lanes.hpp"
#include "piece_memory.hpp"

namespace wirecopy::vectors {
namespace {

constexpr std::size_t kDocumentsPerTask = 64;

/// A piece of a document, and how often it comes there.
struct PieceCount {
    std::uint32_t piece;
    std::uint32_t times;
};

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

/// Adds rows of `table` to `sums`, as often as each comes.
using AddRows = void (*)(std::span<const PieceCount> rows, const float* table, std::span<float> sums);

[[gnu::always_inline]] inline void add_rows(std::span<const PieceCount> rows, const float* table,
                                            std::span<float> sums) {
    constexpr std::size_t ahead = 2;
    constexpr std::size_t line = 64 / sizeof(float);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i + ahead < rows.size()) {
            const float* const next = table + rows[i + ahead].piece * sums.size();
            for (std::size_t at = 0; at < sums.size(); at += line) __builtin_prefetch(next + at);
        }
        const float* const row = table + rows[i].piece * sums.size();
        const auto times = static_cast<float>(rows[i].times);
        for (std::size_t at = 0; at < sums.size(); ++at) sums[at] += times * row[at];
    }
}

void add_rows_anywhere(std::span<const PieceCount> rows, const float* table, std::span<float> sums) {
    add_rows(rows, table, sums);
}

#if defined(__x86_64__)
WIRECOPY_BEGIN_TARGET("avx2")
void add_rows_avx2(std::span<const PieceCount> rows, const float* table, std::span<float> sums) {
    add_rows(rows, table, sums);
}
WIRECOPY_END_TARGET
#endif

AddRows quickest() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") != 0) return add_rows_avx2;
#endif
    return add_rows_anywhere;
}

}  // namespace

std::vector<float> mean_rows(const documents::Corpus& corpus, const PieceCutter& cutter, std::span<const float> table,
                             std::size_t dimensions, const parallel::Control& control) {
    if (table.size() / std::max<std::size_t>(dimensions, 1) < cutter.size()) {
        throw std::invalid_argument("the table has " +
                                    std::to_string(table.size() / std::max<std::size_t>(dimensions, 1)) + " rows for " +
                                    std::to_string(cutter.size()) + " pieces");
    }
    static const AddRows add = quickest();
    std::vector<float> result(corpus.size() * dimensions);
    for_each_document(corpus, cutter, control, [&](std::size_t document, Lane& lane) {
        if (lane.pieces.empty()) return;
        count_pieces(lane, cutter.size());
        const std::span mean(result.data() + document * dimensions, dimensions);
        add(lane.counts, table.data(), mean);
        for (float& value : mean) value /= static_cast<float>(lane.pieces.size());
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
