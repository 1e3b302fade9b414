#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <shared_mutex>
#include <vector>

#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::tokens {

/// Puts the table of a batch together from parts that several threads make, in the order of the parts.
///
/// A part is made in memory that is used again and again and copied once to where it belongs, so that fresh memory is
/// touched once, by all threads at the same time.
class TableAssembler {
  public:
    /// Of parts that come in order, from one thread, `in_order`, each is made where it belongs.
    TableAssembler(std::size_t bytes, std::size_t parts, bool in_order);

    /// Makes part `number`: `fill` adds its documents to the table it is given. From any thread, each number once; a
    /// part is placed as soon as all before it are made.
    void add(std::size_t number, const std::function<void(TokenTable&)>& fill);

    /// The table, when all parts are in.
    TokenTable finish() &&;

  private:
    /// How much of each column lies before a part.
    struct Place {
        std::size_t token = 0, document = 0, sentence = 0, paragraph = 0;
    };
    struct Part {
        TokenTable table;
        Place place;
        bool made = false;
    };

    TokenTable spare_table();
    /// Hands in part `number`; returns the range of parts that have a place now.
    std::pair<std::size_t, std::size_t> hand_in(std::size_t number, TokenTable table);
    void make_room(const Place& end);
    void copy(Part& part);

    TokenTable table_;
    bool in_order_;
    std::vector<Part> parts_;
    std::vector<TokenTable> spare_;
    std::size_t next_ = 0;  ///< the first part that has no place yet
    Place end_;
    std::mutex order_;          ///< guards parts_, spare_, next_, end_
    std::shared_mutex memory_;  ///< shared while copying, exclusive while columns may move
};

}  // namespace wirecopy::tokens
