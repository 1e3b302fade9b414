#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "wirecopy/tokens/column.hpp"

namespace wirecopy::vectors {

/// Terms by number: their keys, and their names back to back.
class TermList {
  public:
    TermList() { begin_.push_back(0); }

    std::size_t size() const { return keys_.size(); }
    std::uint64_t key(std::size_t term) const { return keys_[term]; }
    std::string_view name(std::size_t term) const {
        return {data_.data() + begin_[term], static_cast<std::size_t>(begin_[term + 1] - begin_[term])};
    }

    /// Adds a term; `append(data)` appends its name.
    template <typename Append>
    void add(std::uint64_t key, Append append) {
        keys_.push_back(key);
        append(data_);
        begin_.push_back(data_.size());
    }

  private:
    tokens::Column<std::uint64_t> keys_;
    tokens::Column<std::uint64_t> begin_;
    tokens::Column<char> data_;
};

}  // namespace wirecopy::vectors
