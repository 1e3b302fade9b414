#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <shared_mutex>
#include <vector>

#include "wirecopy/tokens/token_columns.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::tokens {

/// How much of each column of a table lies before a part of it.
struct TablePlace {
    std::size_t token = 0, document = 0, sentence = 0, paragraph = 0;
};

/// Puts the table of a batch, a `TokenTable` or `TokenColumns`, together from parts that several threads make, in the
/// order of the parts.
///
/// A part is made in memory that is used again and again and written once to where it belongs, so that fresh memory is
/// touched once, by all threads at the same time.
template <typename Table>
class TableAssembler {
  public:
    /// Of parts that come in order, from one thread, `in_order`, each is made where it belongs.
    TableAssembler(std::size_t bytes, std::size_t parts, bool in_order);

    /// Makes part `number`: `fill` adds its documents to the table it is given. From any thread, each number once; a
    /// part is placed as soon as all before it are made.
    void add(std::size_t number, const std::function<void(TokenTable&)>& fill);

    /// The table, when all parts are in.
    Table finish() &&;

  private:
    struct Part {
        TokenTable table;
        TablePlace place;
        bool made = false;
    };

    TokenTable spare_table();
    /// Hands in part `number`; returns the range of parts that have a place now.
    std::pair<std::size_t, std::size_t> hand_in(std::size_t number, TokenTable table);

    Table table_;
    bool in_order_;
    std::vector<Part> parts_;
    std::vector<TokenTable> spare_;
    std::size_t next_ = 0;  ///< the first part that has no place yet
    TablePlace end_;
    std::mutex order_;          ///< guards parts_, spare_, next_, end_
    std::shared_mutex memory_;  ///< shared while writing, exclusive while columns may move
};

}  // namespace wirecopy::tokens
