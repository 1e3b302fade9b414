#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/tokens/column.hpp"

namespace wirecopy::reuse {

/// Many lists that grow at the same time, in pieces of `kPiece` values.
///
/// Memory is taken in slabs and touched piece by piece, so that what is held is what is used: no list is ever copied
/// to grow. The first slab has a piece for each list, so that little is taken where little comes. O(1) a value.
template <typename T, std::size_t kPiece>
class PieceLists {
  public:
    explicit PieceLists(std::size_t lists, tokens::Storage storage = tokens::Storage::memory)
        : storage_(storage), lists_(lists) {
        for (List& list : lists_) grow(list);
    }

    std::size_t lists() const { return lists_.size(); }
    tokens::Storage storage() const { return storage_; }

    void push(std::size_t list, T value) {
        List& to = lists_[list];
        *to.next++ = value;
        if (to.next == to.end) grow(to);
    }

    std::size_t pieces(std::size_t list) const { return lists_[list].pieces.size(); }

    std::span<T> piece(std::size_t list, std::size_t number) {
        List& of = lists_[list];
        T* const begin = of.pieces[number];
        return {begin, number + 1 == of.pieces.size() ? of.next : begin + kPiece};
    }

    std::size_t size(std::size_t list) const {
        const List& of = lists_[list];
        return of.pieces.size() * kPiece - static_cast<std::size_t>(of.end - of.next);
    }

  private:
    static constexpr std::size_t kSlab = 1024;  ///< pieces

    struct List {
        T* next = nullptr;
        T* end = nullptr;
        std::vector<T*> pieces;
    };

    void grow(List& list) {
        if (left_ == 0) {
            left_ = slabs_.empty() ? lists_.size() : kSlab;
            slabs_.emplace_back(storage_);
            slabs_.back().resize(left_ * kPiece);
            slabs_.back().settle();
        }
        list.next = slabs_.back().data() + slabs_.back().size() - left_-- * kPiece;
        list.end = list.next + kPiece;
        list.pieces.push_back(list.next);
    }

    tokens::Storage storage_;
    std::vector<List> lists_;
    std::vector<tokens::Column<T>> slabs_;
    std::size_t left_ = 0;  ///< pieces of the last slab
};

}  // namespace wirecopy::reuse
