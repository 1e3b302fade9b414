#include "wirecopy/vectors/count_terms.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "key_numbers.hpp"
#include "lanes.hpp"
#include "sparse_row.hpp"
#include "term_list.hpp"
#include "term_reader.hpp"

namespace wirecopy::vectors {
namespace {

constexpr std::size_t kDocumentsPerPart = 256;
constexpr std::uint32_t kNone = KeyNumbers::kNone;
/// How many terms ahead of its use what a term needs is asked for.
constexpr std::size_t kAhead = 12;
constexpr std::uint32_t kFewColumns = 1U << 20U;

/// What one thread at a time counts with. Lanes number terms as they meet them; nothing that leaves depends on that.
struct Lane {
    Lane(const Analysis& analysis, TermKeys keys, std::size_t terms) : reader(analysis, keys), counter(terms) {}

    TermReader reader;
    RowCounter counter;
    KeyNumbers numbers;
    TermList list;
    std::vector<std::uint32_t> column;    ///< by number, where it is not the number
    std::vector<std::uint32_t> numbered;  ///< the terms of a document
};

/// The counts of some documents that follow each other.
struct Part {
    std::size_t lane = 0;
    tokens::Column<Count> counts;      ///< document by document
    std::vector<std::size_t> row_end;  ///< of each document in `counts`
};

struct Counted {
    std::vector<std::unique_ptr<Lane>> lanes;
    std::vector<Part> parts;
};

/// Counts all documents. `number(lane, terms)` fills `lane.numbered` with a number for each term, or kNone;
/// `times(term)` is what one term adds.
template <typename Number, typename Times>
Counted count(const Documents& documents, const Analysis& analysis, TermKeys keys, std::size_t terms,
              const parallel::Control& control, Number number, Times times) {
    const std::size_t size = size_of(documents);
    Counted result;
    result.parts.resize((size + kDocumentsPerPart - 1) / kDocumentsPerPart);
    Lanes<Lane> lanes;
    const auto count_part = [&](std::size_t p, std::size_t lane_number, Lane& lane) {
        Part& part = result.parts[p];
        part.lane = lane_number;
        const std::size_t last = std::min(size, (p + 1) * kDocumentsPerPart);
        for (std::size_t document = p * kDocumentsPerPart; document < last; ++document) {
            const std::span<const Term> read = lane.reader.read(documents, document);
            lane.numbered.resize(read.size());
            number(lane, read);
            const std::size_t row_begin = part.counts.size();
            for (std::size_t i = 0; i < read.size(); ++i) {
                if (i + kAhead < read.size()) lane.counter.prefetch(lane.numbered[i + kAhead]);
                if (lane.numbered[i] == kNone) continue;
                lane.counter.add(lane.numbered[i], times(read[i]), row_begin, part.counts);
            }
            part.row_end.push_back(part.counts.size());
        }
        part.counts.shrink_to_fit();
    };
    parallel::for_each(result.parts.size(), control, [&](std::size_t part) {
        lanes.use([&] { return std::make_unique<Lane>(analysis, keys, terms); },
                  [&](std::size_t lane_number, Lane& lane) { count_part(part, lane_number, lane); });
    });
    result.lanes = std::move(lanes).take();
    return result;
}

/// Calls `use(i)` for each term after its key has been asked for.
template <typename Use>
void for_each_key(const KeyNumbers& numbers, std::span<const Term> terms, Use use) {
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (i + kAhead < terms.size()) numbers.prefetch(terms[i + kAhead].key);
        use(i);
    }
}

/// FeatureHasher's column: the magnitude modulo the columns, with that of the least number taken with care.
std::uint32_t hashed_column(std::int32_t hash, std::uint32_t columns) {
    const std::int64_t magnitude = std::abs(std::int64_t{hash});
    return static_cast<std::uint32_t>(magnitude % columns);
}

/// Drops what has no column, writes columns in the place of numbers and sorts each row by them.
void move_to_columns(Part& part, std::span<const std::uint32_t> column, std::size_t columns,
                     tokens::Column<Count>& spare) {
    std::size_t kept = 0;
    std::size_t begin = 0;
    for (std::size_t& end : part.row_end) {
        const std::size_t row_begin = kept;
        for (std::size_t at = begin; at < end; ++at) {
            const Count& count = part.counts[at];
            const std::uint32_t to = column.empty() ? count.term : column[count.term];
            if (to != kNone) part.counts[kept++] = {to, count.count};
        }
        begin = std::exchange(end, kept);
        sort_row({part.counts.data() + row_begin, kept - row_begin}, columns, spare);
    }
}

}  // namespace

void check(const WordLists& lists) {
    const auto ascend = [](std::span<const std::int64_t> offsets, std::size_t size) {
        return !offsets.empty() && offsets.front() >= 0 && std::is_sorted(offsets.begin(), offsets.end()) &&
               static_cast<std::size_t>(offsets.back()) <= size;
    };
    if (!ascend(lists.words.offsets, lists.words.data.size())) {
        throw std::invalid_argument("the offsets of words must ascend inside their bytes");
    }
    if (!ascend(lists.document_begin, lists.words.size())) {
        throw std::invalid_argument("the first words of documents must ascend inside the words");
    }
}

struct Vocabulary::Columns {
    KeyNumbers numbers;
    std::vector<std::uint32_t> column;  ///< by number
    std::size_t size = 0;
};

Vocabulary::Vocabulary(const documents::StringColumn& names, const Analysis& analysis)
    : columns_(std::make_unique<Columns>()) {
    const TermReader reader(analysis, TermKeys::distinct);
    columns_->size = names.size();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::optional<std::uint64_t> key = reader.key_of(names[i]);
        if (!key) continue;
        if (columns_->numbers.number(*key) != columns_->column.size()) {
            throw std::invalid_argument("the term of column " + std::to_string(i) + " comes twice");
        }
        columns_->column.push_back(static_cast<std::uint32_t>(i));
    }
}
Vocabulary::~Vocabulary() = default;
Vocabulary::Vocabulary(Vocabulary&&) noexcept = default;

struct TermCounts::Memory {
    Counted counted;
    std::size_t documents = 0;
    std::size_t distinct_terms = 0;
    std::size_t columns = 0;
    std::vector<std::uint32_t> terms;  ///< of each column, its number in the first lane; empty where known before

    std::span<const std::unique_ptr<Lane>> lanes() const { return counted.lanes; }

    /// Of each column, the sum over all lanes.
    template <typename Value>
    std::vector<std::int64_t> sums(Value value) const {
        std::vector<std::int64_t> result(columns);
        for (const auto& lane : lanes()) {
            if (lane->column.empty()) {
                for (std::size_t i = 0; i < columns; ++i) result[i] += value(lane->counter, i);
                continue;
            }
            for (std::size_t i = 0; i < lane->column.size(); ++i) {
                if (lane->column[i] != kNone) result[lane->column[i]] += value(lane->counter, i);
            }
        }
        return result;
    }
};

TermCounts::TermCounts(const Documents& documents, const Analysis& analysis, const parallel::Control& control)
    : memory_(std::make_unique<Memory>()) {
    memory_->documents = size_of(documents);
    memory_->counted = count(
        documents, analysis, TermKeys::distinct, 0, control,
        [](Lane& lane, std::span<const Term> terms) {
            for_each_key(lane.numbers, terms, [&](std::size_t i) {
                lane.numbered[i] = lane.numbers.number(terms[i].key);
                if (lane.numbered[i] < lane.list.size()) return;
                lane.list.add(terms[i].key, [&](tokens::Column<char>& to) { lane.reader.append_name(terms[i], to); });
            });
        },
        [](const Term&) { return 1; });
}

TermCounts::TermCounts(const Documents& documents, const Analysis& analysis, const Vocabulary& vocabulary,
                       const parallel::Control& control)
    : memory_(std::make_unique<Memory>()) {
    memory_->documents = size_of(documents);
    memory_->columns = memory_->distinct_terms = vocabulary.columns_->size;
    const KeyNumbers& numbers = vocabulary.columns_->numbers;
    const std::vector<std::uint32_t>& column = vocabulary.columns_->column;
    memory_->counted = count(
        documents, analysis, TermKeys::distinct, memory_->columns, control,
        [&](Lane& lane, std::span<const Term> terms) {
            for_each_key(numbers, terms, [&](std::size_t i) {
                const std::uint32_t number = numbers.find(terms[i].key);
                lane.numbered[i] = number == kNone ? kNone : column[number];
            });
        },
        [](const Term&) { return 1; });
}

TermCounts::TermCounts(const Documents& documents, const Analysis& analysis, const Hashing& hashing,
                       const parallel::Control& control)
    : memory_(std::make_unique<Memory>()) {
    if (hashing.columns == 0) throw std::invalid_argument("terms cannot be hashed into no columns");
    memory_->documents = size_of(documents);
    memory_->columns = memory_->distinct_terms = hashing.columns;
    // A counter of every column is quick, and large where there are many: then those that come are numbered.
    const bool few = hashing.columns <= kFewColumns;
    const auto signed_key = [](const Term& term) { return static_cast<std::int32_t>(term.key); };
    memory_->counted = count(
        documents, analysis, TermKeys::murmur, few ? hashing.columns : 0, control,
        [&](Lane& lane, std::span<const Term> terms) {
            for (std::size_t i = 0; i < terms.size(); ++i) {
                const std::uint32_t column = hashed_column(signed_key(terms[i]), hashing.columns);
                lane.numbered[i] = few ? column : lane.numbers.number(column);
                if (!few && lane.numbered[i] == lane.column.size()) lane.column.push_back(column);
            }
        },
        [&](const Term& term) { return hashing.alternate_sign && signed_key(term) < 0 ? -1 : 1; });
}

TermCounts::~TermCounts() = default;

void TermCounts::limit(double low, double high) {
    auto& lanes = memory_->counted.lanes;
    if (lanes.empty()) return;
    // Every lane's terms get numbers of the first lane, which so comes to have them all.
    Lane& all = *lanes.front();
    std::vector<std::int64_t> frequency;
    for (const auto& lane : lanes) {
        lane->column.resize(lane->list.size());
        for (std::size_t i = 0; i < lane->column.size(); ++i) {
            const std::uint64_t key = lane->list.key(i);
            const std::uint32_t number =
                lane == lanes.front() ? static_cast<std::uint32_t>(i) : all.numbers.number(key);
            if (number == all.list.size()) {
                all.list.add(key, [&](tokens::Column<char>& to) { to.append(lane->list.name(i)); });
            }
            if (number >= frequency.size()) frequency.resize(std::max<std::size_t>(number + 1, all.list.size()));
            frequency[number] += lane->counter.document_frequency(i);
            lane->column[i] = number;
        }
    }
    all.numbers = KeyNumbers();
    memory_->distinct_terms = all.list.size();

    std::vector<std::uint32_t>& terms = memory_->terms;
    terms.clear();
    for (std::uint32_t i = 0; i < frequency.size(); ++i) {
        const auto documents = static_cast<double>(frequency[i]);
        if (low <= documents && documents <= high) terms.push_back(i);
    }
    sort_by_name(all.list, terms);
    memory_->columns = terms.size();
    std::vector<std::uint32_t> column(all.list.size(), kNone);
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
    std::vector<std::uint32_t> column(kept.size(), kNone);
    std::uint32_t columns = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (kept[i] == 0) continue;
        memory_->terms[columns] = memory_->terms[i];
        column[i] = columns++;
    }
    memory_->terms.resize(columns);
    memory_->columns = columns;
    for (const auto& lane : memory_->counted.lanes) {
        for (std::uint32_t& to : lane->column) to = to == kNone ? kNone : column[to];
    }
}

std::size_t TermCounts::documents() const {
    return memory_->documents;
}
std::size_t TermCounts::distinct_terms() const {
    return memory_->distinct_terms;
}
std::size_t TermCounts::columns() const {
    return memory_->columns;
}

std::vector<std::int64_t> TermCounts::document_frequency() const {
    return memory_->sums([](const RowCounter& counter, std::size_t i) { return counter.document_frequency(i); });
}

std::vector<std::int64_t> TermCounts::frequency() const {
    return memory_->sums([](const RowCounter& counter, std::size_t i) { return counter.frequency(i); });
}

Names TermCounts::names() const {
    Names result;
    result.offsets.push_back(0);
    for (const std::uint32_t term : memory_->terms) {
        result.data.append(memory_->counted.lanes.front()->list.name(term));
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
        thread_local tokens::Column<Count> spare;
        move_to_columns(parts[p], memory_->counted.lanes[parts[p].lane]->column, memory_->columns, spare);
    });
    memory_->counted.lanes.clear();

    SparseRows<Value> result;
    result.row_begin.reserve(memory_->documents + 1);
    result.row_begin.push_back(0);
    std::vector<std::size_t> part_begin;
    for (const Part& part : parts) {
        const auto begin = result.row_begin.back();
        part_begin.push_back(static_cast<std::size_t>(begin));
        for (const std::size_t end : part.row_end) result.row_begin.push_back(begin + static_cast<std::int64_t>(end));
    }
    result.column.resize(static_cast<std::size_t>(result.row_begin.back()));
    result.value.resize(result.column.size());
    parallel::for_each(parts.size(), control, [&](std::size_t p) {
        const Part part = std::exchange(parts[p], {});
        thread_local std::vector<double> values;
        std::size_t begin = 0;
        for (const std::size_t end : part.row_end) {
            const std::size_t first = part_begin[p] + begin;
            values.clear();
            for (std::size_t at = begin; at < end; ++at) {
                result.column[part_begin[p] + at] = static_cast<std::int32_t>(part.counts[at].term);
                values.push_back(part.counts[at].count);
            }
            weigh({result.column.data() + first, end - begin}, values, weights);
            std::transform(values.begin(), values.end(), result.value.data() + first,
                           [](double value) { return static_cast<Value>(value); });
            begin = end;
        }
    });
    return result;
}

template SparseRows<double> TermCounts::rows(const Weights&, const parallel::Control&);
template SparseRows<float> TermCounts::rows(const Weights&, const parallel::Control&);
template SparseRows<std::int64_t> TermCounts::rows(const Weights&, const parallel::Control&);

}  // namespace wirecopy::vectors
