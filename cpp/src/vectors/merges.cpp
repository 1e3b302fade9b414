#include "merges.hpp"

#include <algorithm>
#include <array>
#include <queue>
#include <utility>

namespace wirecopy::vectors {
namespace {

/// Pieces of a run whose most urgent merge is found soonest by looking at all of them.
constexpr std::size_t kFew = 32;

}  // namespace

void Merges::set(std::uint32_t left, std::uint32_t right, std::uint32_t rank, std::uint32_t piece) {
    if (2 * (size_ + 1) > slots_.size()) {
        const std::vector<Merge> before = std::exchange(slots_, std::vector<Merge>(slots_.size() * 2));
        for (const Merge& merge : before) {
            if (merge.rank != kNone) slots_[place(merge.pair)] = merge;
        }
    }
    Merge& merge = slots_[place(pair_of(left, right))];
    size_ += merge.rank == kNone ? 1 : 0;
    merge = {pair_of(left, right), rank, piece};
}

void Merges::join(PieceMemory& memory) const {
    memory.symbols.size() <= kFew ? join_few(memory) : join_many(memory);
}

void Merges::join_few(PieceMemory& memory) const {
    auto& symbols = memory.symbols;
    std::array<Merge, kFew> merges;  // of each piece with the next
    std::array<std::uint32_t, kFew> pieces{};
    std::size_t size = symbols.size();
    for (std::size_t i = 0; i < size; ++i) pieces[i] = symbols[i].piece;
    for (std::size_t i = 0; i + 1 < size; ++i) merges[i] = find(pieces[i], pieces[i + 1]);
    while (size > 1) {
        const auto end = merges.begin() + static_cast<std::ptrdiff_t>(size - 1);
        const auto first =
            std::min_element(merges.begin(), end, [](const Merge& a, const Merge& b) { return a.rank < b.rank; });
        if (first->rank == kNone) break;
        const auto at = static_cast<std::size_t>(first - merges.begin());
        pieces[at] = first->piece;
        std::copy(pieces.begin() + static_cast<std::ptrdiff_t>(at + 2),
                  pieces.begin() + static_cast<std::ptrdiff_t>(size),
                  pieces.begin() + static_cast<std::ptrdiff_t>(at + 1));
        if (first + 1 != end) std::copy(first + 2, end, first + 1);
        --size;
        if (at != 0) merges[at - 1] = find(pieces[at - 1], pieces[at]);
        if (at + 1 != size) merges[at] = find(pieces[at], pieces[at + 1]);
    }
    for (std::size_t i = 0; i < symbols.size(); ++i) symbols[i].piece = i < size ? pieces[i] : kTaken;
}

void Merges::join_many(PieceMemory& memory) const {
    /// Two neighbours that may be joined.
    struct Meeting {
        std::uint32_t rank;
        std::size_t at;
        std::uint32_t piece;

        bool operator<(const Meeting& other) const {  // a queue gives the largest first
            return rank != other.rank ? rank > other.rank : at > other.at;
        }
    };
    auto& symbols = memory.symbols;
    std::priority_queue<Meeting> queue;
    const auto meet = [&](std::size_t left) {
        if (symbols[left].next == symbols.size()) return;
        const Merge& merge = find(symbols[left].piece, symbols[symbols[left].next].piece);
        if (merge.rank != kNone) queue.push({merge.rank, left, merge.piece});
    };
    for (std::size_t i = 0; i < symbols.size(); ++i) meet(i);
    while (!queue.empty()) {
        const Meeting meeting = queue.top();
        queue.pop();
        PieceMemory::Symbol& symbol = symbols[meeting.at];
        if (symbol.piece == kTaken || symbol.next == symbols.size()) continue;
        PieceMemory::Symbol& other = symbols[symbol.next];
        const Merge& merge = find(symbol.piece, other.piece);
        if (merge.rank == kNone || merge.piece != meeting.piece) continue;  // one of them was joined since
        symbol.piece = meeting.piece;
        symbol.next = other.next;
        other.piece = kTaken;
        if (symbol.next != symbols.size()) symbols[symbol.next].before = meeting.at;
        if (meeting.at != 0) meet(symbol.before);
        meet(meeting.at);
    }
}

}  // namespace wirecopy::vectors
