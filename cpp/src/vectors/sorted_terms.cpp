// Terms sorted by name, on several threads.

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "for_each_term.hpp"
#include "merged_terms.hpp"

namespace wirecopy::vectors {
namespace {

constexpr std::size_t kPiece = 8;
constexpr std::size_t kTermsPerTask = std::size_t{1} << 12U;
/// Terms are first told apart by so many bits of their names, all on one thread.
constexpr unsigned kFirstBits = 16;
constexpr std::size_t kGroups = std::size_t{1} << kFirstBits;

/// A term by the eight bytes of its name that are compared now.
struct Item {
    std::uint64_t piece;  ///< the first byte most significant, NULs after the end
    std::uint32_t left;   ///< bytes from there to the end of the name, kPiece + 1 if more
    std::uint32_t term;

    friend bool operator<(const Item& a, const Item& b) {
        return std::tie(a.piece, a.left) < std::tie(b.piece, b.left);
    }
    friend bool same(const Item& a, const Item& b) { return a.piece == b.piece && a.left == b.left; }
    std::size_t group() const { return static_cast<std::size_t>(piece >> (64 - kFirstBits)); }
};

Item item_of(std::string_view name, std::uint32_t term, std::size_t at) {
    const std::string_view left = name.substr(at);
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

/// Sorts items, which begin with the pieces of their names.
template <typename Name>
void sort_items(std::span<Item> items, Name name) {
    std::vector<Run> left{{0, items.size(), 0}};
    while (!left.empty()) {
        const Run run = left.back();
        left.pop_back();
        const auto sorted = items.subspan(run.first, run.last - run.first);
        if (run.at != 0) {
            for (Item& item : sorted) item = item_of(name(item.term), item.term, run.at);
        }
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
}

/// Moves items to where their groups are, and returns where each begins (McIlroy, Bostic & McIlroy, "Engineering radix
/// sort", 1993).
std::vector<std::size_t> group(std::span<Item> items) {
    std::vector<std::size_t> begin(kGroups + 1);
    for (const Item& item : items) ++begin[item.group() + 1];
    for (std::size_t i = 0; i < kGroups; ++i) begin[i + 1] += begin[i];
    std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
    for (std::size_t i = 0; i < kGroups; ++i) {
        while (next[i] < begin[i + 1]) {
            Item item = items[next[i]];
            while (item.group() != i) std::swap(item, items[next[item.group()]++]);
            items[next[i]++] = item;
        }
    }
    return begin;
}

}  // namespace

std::vector<std::uint32_t> sorted_by_name(std::span<const TermPlace> terms, LaneList lanes,
                                          const parallel::Control& control) {
    const auto name = [&](std::uint32_t term) { return terms[term].name(lanes); };
    std::vector<Item> items(terms.size());
    for_each_term(terms.size(), control, [&](std::size_t i) {
        const auto term = static_cast<std::uint32_t>(i);
        items[i] = item_of(name(term), term, 0);
    });
    const std::vector<std::size_t> begin = group(items);
    std::vector<std::size_t> tasks{0};  // where their items begin: at borders of groups, not too few of them
    for (std::size_t i = 1; i <= kGroups; ++i) {
        if (begin[i] - tasks.back() >= kTermsPerTask || i == kGroups) tasks.push_back(begin[i]);
    }
    parallel::for_each(tasks.size() - 1, control, [&](std::size_t task) {
        sort_items(std::span(items).subspan(tasks[task], tasks[task + 1] - tasks[task]), name);
    });
    std::vector<std::uint32_t> result(items.size());
    for_each_term(terms.size(), control, [&](std::size_t i) { result[i] = items[i].term; });
    return result;
}

}  // namespace wirecopy::vectors
