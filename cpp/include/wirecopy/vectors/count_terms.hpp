#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "wirecopy/documents/corpus.hpp"
#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/tokens/column.hpp"
#include "wirecopy/tokens/token_table.hpp"
#include "wirecopy/vectors/analysis.hpp"
#include "wirecopy/vectors/weigh.hpp"

namespace wirecopy::vectors {

/// Documents whose words somebody else found: document `i` has the words from `document_begin[i]` on.
struct WordLists {
    documents::StringColumn words;
    std::span<const std::int64_t> document_begin;  ///< one more than there are documents
};

/// Throws std::invalid_argument unless documents and words lie inside what they point into. O(words).
void check(const WordLists& lists);

/// What is counted: texts, which are read as they come; tokens that are there already; or lists of words. Views only.
using Documents = std::variant<documents::Corpus, tokens::Tokens, WordLists>;

/// Terms with a column each, to count these and no others.
class Vocabulary {
  public:
    /// Column `i` is for `names[i]`. Throws std::invalid_argument when a name comes twice.
    Vocabulary(const documents::StringColumn& names, const Analysis& analysis);
    ~Vocabulary();
    Vocabulary(Vocabulary&&) noexcept;

  private:
    friend class TermCounts;
    struct Columns;
    std::unique_ptr<Columns> columns_;
};

/// Columns of hashed terms.
struct Hashing {
    std::uint32_t columns = 1U << 20U;
    bool alternate_sign = true;
};

/// Names of columns, back to back.
struct Names {
    tokens::Column<char> data;
    tokens::Column<std::int64_t> offsets;  ///< one more than there are names
};

/// Sparse rows of any kind of value; columns ascend inside a row.
template <typename Value>
struct SparseRows {
    tokens::Column<std::int64_t> row_begin;
    tokens::Column<std::int32_t> column;
    tokens::Column<Value> value;
};

/// How often each document has each term: a row a document, in the order given.
///
/// Terms are told apart by 64-bit hashes. Results do not depend on the number of threads. O(terms), and 8 bytes for
/// each distinct term of each document until `rows` gives them back.
class TermCounts {
  public:
    /// Counts every term; `limit` says which of them get columns.
    TermCounts(const Documents& documents, const Analysis& analysis, const parallel::Control& control);
    /// Counts the terms of a vocabulary that was made for the same analysis.
    TermCounts(const Documents& documents, const Analysis& analysis, const Vocabulary& vocabulary,
               const parallel::Control& control);
    /// Counts hashed terms: the column is the magnitude of 32-bit MurmurHash3 (Appleby) modulo the columns, and its
    /// sign the sign of the count where signs alternate, as in scikit-learn's FeatureHasher.
    TermCounts(const Documents& documents, const Analysis& analysis, const Hashing& hashing,
               const parallel::Control& control);
    ~TermCounts();

    /// Columns for the terms of at least `low` and at most `high` documents, in the order of their names (by code
    /// point). Called once, where terms were not known before. O(terms log(kept)).
    void limit(double low, double high, const parallel::Control& control);
    /// Keeps the columns for which `kept` is not 0. Throws std::invalid_argument when it is of another size.
    void keep(std::span<const std::uint8_t> kept);

    std::size_t documents() const;
    std::size_t distinct_terms() const;  ///< before any was left out
    std::size_t columns() const;
    /// By column: in how many documents it counts, and how often in all.
    std::vector<std::int64_t> document_frequency() const;
    std::vector<std::int64_t> frequency() const;
    /// The names of columns that were not known before; until `rows` is called.
    Names names(const parallel::Control& control) const;

    /// The rows with their weights, once: counts are given back on the way.
    /// Value is double, float or std::int64_t (counts as they are).
    template <typename Value>
    SparseRows<Value> rows(const Weights& weights, const parallel::Control& control);

  private:
    struct Memory;
    std::unique_ptr<Memory> memory_;
};

}  // namespace wirecopy::vectors
