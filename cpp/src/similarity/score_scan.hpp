#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include "wirecopy/parallel/for_each.hpp"

namespace wirecopy::similarity {

/// Shows the quick similarities of every two rows once: to `visitor(place, first, scores)`, of the row at `place` with
/// each from `first` on, which are all later ones, a block at a time. `make_visitor(first, last)` makes one for a
/// task, which compares some rows with those of a block; tasks run in parallel. At its end it is told to `finish()`.
template <typename Scores, typename MakeVisitor>
void scan(const Scores& scores, const parallel::Control& control, MakeVisitor make_visitor) {
    constexpr std::size_t rows_per_task = 64;
    for (std::size_t first = 0; first < scores.size(); first += Scores::kBlockRows) {
        const std::size_t last = std::min(scores.size(), first + Scores::kBlockRows);
        const auto block = scores.block(first, last);
        const std::size_t tasks = (last + rows_per_task - 1) / rows_per_task;
        parallel::for_each(tasks, control, [&](std::size_t task) {
            typename Scores::Lane lane(scores, block);
            auto visitor = make_visitor(first, last);
            const std::size_t end = std::min(last, (task + 1) * rows_per_task);
            for (std::size_t place = task * rows_per_task; place < end; place += Scores::kRowsAtOnce) {
                const std::size_t count = std::min(Scores::kRowsAtOnce, end - place);
                lane.fill(place, count);
                for (std::size_t i = 0; i < count; ++i) {
                    const std::size_t later = std::max(first, place + i + 1);
                    if (later < last) visitor(place + i, later, std::span<const float>(lane[i]).subspan(later - first));
                }
            }
            visitor.finish();
        });
    }
}

}  // namespace wirecopy::similarity
