// What becomes of counts: terms get columns, and rows are written.

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "wirecopy/vectors/count_terms.hpp"

#include "for_each_term.hpp"
#include "forget.hpp"
#include "merged_terms.hpp"
#include "sparse_row.hpp"

namespace wirecopy::vectors {
namespace {

/// Drops what has no column, writes columns in the place of numbers and sorts each row by them.
void move_to_columns(Part& part, std::span<const std::uint32_t> column, std::size_t columns) {
    thread_local tokens::Column<Count> spare;
    std::size_t kept = 0;
    std::size_t begin = 0;
    for (std::size_t& end : part.row_end) {
        const std::size_t row_begin = kept;
        for (std::size_t at = begin; at < end; ++at) {
            const Count count = part.counts[at];
            part.counts[kept] = {column[count.term], count.count};
            kept += column[count.term] != kNoColumn ? 1 : 0;
        }
        begin = std::exchange(end, kept);
        sort_row({part.counts.data() + row_begin, kept - row_begin}, columns, spare);
    }
}

/// Writes weighted rows from `first` on.
template <typename Value>
void write_rows(const Part& part, const Weights& weights, std::size_t first, SparseRows<Value>& to) {
    thread_local std::vector<double> values;
    std::size_t begin = 0;
    for (const std::size_t end : part.row_end) {
        values.clear();
        for (std::size_t at = begin; at < end; ++at) {
            to.column[first + at] = static_cast<std::int32_t>(part.counts[at].term);
            values.push_back(part.counts[at].count);
        }
        weigh({to.column.data() + first + begin, end - begin}, values, weights);
        std::transform(values.begin(), values.end(), to.value.data() + first + begin,
                       [](double value) { return static_cast<Value>(value); });
        begin = end;
    }
}

}  // namespace

void TermCounts::limit(double low, double high, const parallel::Control& control) {
    const auto& lanes = memory_->counted.lanes;
    const MergedTerms merged(lanes, low, high, control);
    const std::vector<std::uint32_t> sorted = sorted_by_name(merged.terms(), lanes, control);
    std::vector<std::uint32_t> column(sorted.size());
    memory_->terms.resize(sorted.size());
    memory_->document_frequency.resize(sorted.size());
    for_each_term(sorted.size(), control, [&](std::size_t i) {
        column[sorted[i]] = static_cast<std::uint32_t>(i);
        memory_->terms[i] = merged.terms()[sorted[i]];
        memory_->document_frequency[i] = merged.document_frequency(memory_->terms[i]);
    });
    merged.set_columns(column, control);
    memory_->distinct_terms = merged.distinct();
    memory_->columns = sorted.size();
}

void TermCounts::keep(std::span<const std::uint8_t> kept) {
    if (kept.size() != memory_->columns) {
        throw std::invalid_argument(std::to_string(kept.size()) + " choices for " + std::to_string(memory_->columns) +
                                    " columns");
    }
    std::vector<std::uint32_t> column(kept.size(), kNoColumn);
    std::uint32_t columns = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (kept[i] == 0) continue;
        memory_->terms[columns] = memory_->terms[i];
        memory_->document_frequency[columns] = memory_->document_frequency[i];
        column[i] = columns++;
    }
    memory_->terms.resize(columns);
    memory_->document_frequency.resize(columns);
    memory_->columns = columns;
    for (const auto& lane : memory_->counted.lanes) {
        for (std::uint32_t& to : lane->column) to = to == kNoColumn ? kNoColumn : column[to];
    }
}

std::vector<std::int64_t> TermCounts::document_frequency() const {
    if (!memory_->terms.empty()) return memory_->document_frequency;
    std::vector<std::int64_t> result(memory_->columns);
    for (const auto& lane : memory_->counted.lanes) {
        for (std::size_t i = 0; i < lane->column.size(); ++i) {
            if (lane->column[i] != kNoColumn) result[lane->column[i]] += lane->counter.document_frequency(i);
        }
    }
    return result;
}

std::vector<std::int64_t> TermCounts::frequency() const {
    std::vector<std::int64_t> result(memory_->columns);
    for (const Part& part : memory_->counted.parts) {
        const std::vector<std::uint32_t>& column = memory_->counted.lanes[part.lane]->column;
        for (const Count& count : part.counts) {
            if (column[count.term] != kNoColumn) result[column[count.term]] += count.count;
        }
    }
    return result;
}

Names TermCounts::names(const parallel::Control& control) const {
    const LaneList lanes = memory_->counted.lanes;
    const std::vector<TermPlace>& terms = memory_->terms;
    if (lanes.empty() && !terms.empty()) throw std::logic_error("names are there until rows are made");
    Names result;
    result.offsets.resize(terms.size() + 1);
    result.offsets[0] = 0;
    for_each_term(terms.size(), control, [&](std::size_t i) {
        result.offsets[i + 1] = static_cast<std::int64_t>(terms[i].name(lanes).size());
    });
    for (std::size_t i = 0; i < terms.size(); ++i) result.offsets[i + 1] += result.offsets[i];
    result.data.resize(static_cast<std::size_t>(result.offsets[terms.size()]));
    for_each_term(terms.size(), control, [&](std::size_t i) {
        const std::string_view name = terms[i].name(lanes);
        std::copy(name.begin(), name.end(), result.data.data() + result.offsets[i]);
    });
    return result;
}

template <typename Value>
SparseRows<Value> TermCounts::rows(const Weights& weights, const parallel::Control& control) {
    if (!weights.idf.empty() && weights.idf.size() != memory_->columns) {
        throw std::invalid_argument("idf has " + std::to_string(weights.idf.size()) + " values for " +
                                    std::to_string(memory_->columns) + " columns");
    }
    std::vector<Part>& parts = memory_->counted.parts;
    parallel::for_each(parts.size(), control, [&](std::size_t p) {
        move_to_columns(parts[p], memory_->counted.lanes[parts[p].lane]->column, memory_->columns);
    });
    memory_->counted.lanes.clear();

    SparseRows<Value> result;
    result.row_begin.reserve(memory_->documents + 1);
    result.row_begin.push_back(0);
    std::vector<std::size_t> first;  // of each part's values
    for (const Part& part : parts) {
        const auto begin = result.row_begin.back();
        first.push_back(static_cast<std::size_t>(begin));
        for (const std::size_t end : part.row_end) result.row_begin.push_back(begin + static_cast<std::int64_t>(end));
    }
    result.column.resize(static_cast<std::size_t>(result.row_begin.back()));
    result.value.resize(result.column.size());
    parallel::for_each(parts.size(), control, [&](std::size_t p) {
        Part part = std::exchange(parts[p], {});
        write_rows(part, weights, first[p], result);
        forget(std::span(part.counts.data(), part.counts.size()));
    });
    return result;
}

template SparseRows<double> TermCounts::rows(const Weights&, const parallel::Control&);
template SparseRows<float> TermCounts::rows(const Weights&, const parallel::Control&);
template SparseRows<std::int64_t> TermCounts::rows(const Weights&, const parallel::Control&);

}  // namespace wirecopy::vectors
