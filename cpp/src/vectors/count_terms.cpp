#include "wirecopy/vectors/count_terms.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>

#include "counted_documents.hpp"
#include "key_numbers.hpp"
#include "merged_terms.hpp"
#include "term_reader.hpp"

namespace wirecopy::vectors {
namespace {

// Objects, since a pointer to a function would be called a term at a time.
constexpr auto kKey = [](const Term& term) { return term.key; };
constexpr auto kOnce = [](const Term& /*term*/) { return 1; };

std::int32_t murmur(const Term& term) {
    return static_cast<std::int32_t>(term.key);
}

/// FeatureHasher's column: the magnitude modulo the columns, with that of the least number taken with care.
std::uint32_t hashed_column(const Term& term, std::uint32_t columns) {
    const auto hash = static_cast<std::uint32_t>(term.key);
    return (murmur(term) < 0 ? 0U - hash : hash) % columns;
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

    std::uint32_t find(std::uint64_t key) const {
        const std::uint32_t number = numbers.find(key);
        return number == KeyNumbers::kNone ? kNoColumn : column[number];
    }
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

TermCounts::TermCounts(const Documents& documents, const Analysis& analysis, const parallel::Control& control)
    : memory_(std::make_unique<Memory>()) {
    memory_->documents = size_of(documents);
    memory_->counted =
        count(documents, analysis, TermKeys::distinct, control, kKey, kOnce, [](Lane& lane, const Term& term) {
            lane.list.add(term.key, [&](tokens::Column<char>& to) { lane.reader.append_name(term, to); });
            return true;
        });
}

TermCounts::TermCounts(const Documents& documents, const Analysis& analysis, const Vocabulary& vocabulary,
                       const parallel::Control& control)
    : memory_(std::make_unique<Memory>()) {
    memory_->documents = size_of(documents);
    memory_->columns = memory_->distinct_terms = vocabulary.columns_->size;
    memory_->counted =
        count(documents, analysis, TermKeys::distinct, control, kKey, kOnce, [&](Lane& lane, const Term& term) {
            const std::uint32_t column = vocabulary.columns_->find(term.key);
            if (column == kNoColumn) return false;
            lane.column.push_back(column);
            return true;
        });
}

TermCounts::TermCounts(const Documents& documents, const Analysis& analysis, const Hashing& hashing,
                       const parallel::Control& control)
    : memory_(std::make_unique<Memory>()) {
    if (hashing.columns == 0) throw std::invalid_argument("terms cannot be hashed into no columns");
    memory_->documents = size_of(documents);
    memory_->columns = memory_->distinct_terms = hashing.columns;
    memory_->counted = count(
        documents, analysis, TermKeys::murmur, control,
        [&](const Term& term) -> std::uint64_t { return hashed_column(term, hashing.columns); },
        [&](const Term& term) { return hashing.alternate_sign && murmur(term) < 0 ? -1 : 1; },
        [&](Lane& lane, const Term& term) {
            lane.column.push_back(hashed_column(term, hashing.columns));
            return true;
        });
}

TermCounts::~TermCounts() = default;

std::size_t TermCounts::documents() const {
    return memory_->documents;
}
std::size_t TermCounts::distinct_terms() const {
    return memory_->distinct_terms;
}
std::size_t TermCounts::columns() const {
    return memory_->columns;
}

}  // namespace wirecopy::vectors
