// What becomes of counts: terms get columns, and rows are written.

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "wirecopy/vectors/count_terms.hpp"

#include "counted_documents.hpp"
#include "key_numbers.hpp"
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

void TermCounts::limit(double low, double high) {
    const auto& lanes = memory_->counted.lanes;
    if (lanes.empty()) return;
    // Every lane's terms get numbers of one list, which is the first lane's and what others add to it.
    TermList& list = memory_->list;
    list = std::move(lanes.front()->list);
    KeyNumbers numbers;
    for (std::size_t i = 0; lanes.size() > 1 && i < list.size(); ++i) numbers.number(list.key(i));
    std::vector<std::int64_t> frequency(list.size());
    for (const auto& lane : lanes) {
        lane->column.resize(lane->counter.terms());
        for (std::uint32_t i = 0; i < lane->column.size(); ++i) {
            const std::uint32_t number = lane == lanes.front() ? i : numbers.number(lane->list.key(i));
            if (number == list.size()) {
                list.add(lane->list.key(i), [&](tokens::Column<char>& to) { to.append(lane->list.name(i)); });
                frequency.push_back(0);
            }
            frequency[number] += lane->counter.document_frequency(i);
            lane->column[i] = number;
        }
    }
    memory_->distinct_terms = list.size();

    std::vector<std::uint32_t>& terms = memory_->terms;
    terms.clear();
    for (std::uint32_t i = 0; i < frequency.size(); ++i) {
        const auto documents = static_cast<double>(frequency[i]);
        if (low <= documents && documents <= high) terms.push_back(i);
    }
    sort_by_name(list, terms);
    memory_->columns = terms.size();
    std::vector<std::uint32_t> column(list.size(), kNoColumn);
    for (std::uint32_t i = 0; i < terms.size(); ++i) column[terms[i]] = i;
    for (const auto& lane : lanes) {
        for (std::uint32_t& number : lane->column) number = column[number];
    }
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
        column[i] = columns++;
    }
    memory_->terms.resize(columns);
    memory_->columns = columns;
    for (const auto& lane : memory_->counted.lanes) {
        for (std::uint32_t& to : lane->column) to = to == kNoColumn ? kNoColumn : column[to];
    }
}

std::vector<std::int64_t> TermCounts::document_frequency() const {
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

Names TermCounts::names() const {
    Names result;
    result.offsets.push_back(0);
    for (const std::uint32_t term : memory_->terms) {
        result.data.append(memory_->list.name(term));
        result.offsets.push_back(static_cast<std::int64_t>(result.data.size()));
    }
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
    parallel::for_each(parts.size(), control,
                       [&](std::size_t p) { write_rows(std::exchange(parts[p], {}), weights, first[p], result); });
    return result;
}

template SparseRows<double> TermCounts::rows(const Weights&, const parallel::Control&);
template SparseRows<float> TermCounts::rows(const Weights&, const parallel::Control&);
template SparseRows<std::int64_t> TermCounts::rows(const Weights&, const parallel::Control&);

}  // namespace wirecopy::vectors
