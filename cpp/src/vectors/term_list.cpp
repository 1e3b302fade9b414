#include "term_list.hpp"

#include <algorithm>
#include <tuple>

namespace wirecopy::vectors {
namespace {

constexpr std::size_t kPiece = 8;

/// A term by the eight bytes of its name that are compared now.
struct Item {
    std::uint64_t piece;  ///< the first byte most significant, NULs after the end
    std::uint32_t left;   ///< bytes from there to the end of the name, kPiece + 1 if more
    std::uint32_t term;

    friend bool operator<(const Item& a, const Item& b) {
        return std::tie(a.piece, a.left) < std::tie(b.piece, b.left);
    }
    friend bool same(const Item& a, const Item& b) { return a.piece == b.piece && a.left == b.left; }
};

Item item_of(const TermList& list, std::uint32_t term, std::size_t at) {
    const std::string_view left = list.name(term).substr(at);
    std::uint64_t piece = 0;
    for (std::size_t i = 0; i < kPiece; ++i) {
        piece = piece << 8U | (i < left.size() ? static_cast<std::uint8_t>(left[i]) : 0U);
    }
    return {piece, static_cast<std::uint32_t>(std::min(left.size(), kPiece + 1)), term};
}

/// Items whose names are equal before `at`.
struct Run {
    std::size_t first;
    std::size_t last;
    std::size_t at;
};

}  // namespace

void sort_by_name(const TermList& list, std::span<std::uint32_t> terms) {
    std::vector<Item> items;
    items.reserve(terms.size());
    for (const std::uint32_t term : terms) items.push_back({0, 0, term});
    std::vector<Run> left{{0, items.size(), 0}};
    while (!left.empty()) {
        const Run run = left.back();
        left.pop_back();
        const auto sorted = std::span(items).subspan(run.first, run.last - run.first);
        for (Item& item : sorted) item = item_of(list, item.term, run.at);
        std::sort(sorted.begin(), sorted.end());
        for (std::size_t first = 0; first < sorted.size();) {
            std::size_t last = first + 1;
            while (last < sorted.size() && same(sorted[first], sorted[last])) ++last;
            if (last - first > 1 && sorted[first].left > kPiece) {
                left.push_back({run.first + first, run.first + last, run.at + kPiece});
            }
            first = last;
        }
    }
    for (std::size_t i = 0; i < terms.size(); ++i) terms[i] = items[i].term;
}

}  // namespace wirecopy::vectors
