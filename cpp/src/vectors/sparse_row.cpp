#include "sparse_row.hpp"

#include <array>

namespace wirecopy::vectors {
namespace {

constexpr std::size_t kShort = 64;
constexpr unsigned kDigitBits = 8;

/// One pass of a radix sort, least significant digits first.
void sort_by_digit(std::span<const Count> from, unsigned shift, Count* to) {
    std::array<std::uint32_t, 1U << kDigitBits> next{};
    const auto digit = [&](const Count& count) { return count.term >> shift & (next.size() - 1); };
    for (const Count& count : from) ++next[digit(count)];
    std::uint32_t before = 0;
    for (std::uint32_t& begin : next) {
        const std::uint32_t size = begin;
        begin = before;
        before += size;
    }
    for (const Count& count : from) to[next[digit(count)]++] = count;
}

}  // namespace

void sort_row(std::span<Count> row, std::size_t terms, tokens::Column<Count>& spare) {
    if (row.size() < kShort) {
        std::sort(row.begin(), row.end(), [](const Count& a, const Count& b) { return a.term < b.term; });
        return;
    }
    spare.resize(row.size());
    Count* from = row.data();
    Count* to = spare.data();
    for (unsigned shift = 0; terms >> shift != 0; shift += kDigitBits) {
        sort_by_digit({from, row.size()}, shift, to);
        std::swap(from, to);
    }
    if (from != row.data()) std::copy_n(from, row.size(), row.data());
}

}  // namespace wirecopy::vectors
