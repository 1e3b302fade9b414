#include "sparse_row.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <utility>

namespace wirecopy::vectors {
namespace {

constexpr std::size_t kShort = 64;
constexpr unsigned kMostDigitBits = 9;

/// One pass of a radix sort, least significant digits first.
void sort_by_digit(std::span<const Count> from, unsigned shift, unsigned bits, Count* to) {
    std::array<std::uint32_t, 1U << kMostDigitBits> next;
    const std::size_t digits = std::size_t{1} << bits;
    std::fill_n(next.begin(), digits, 0U);
    const auto digit = [&](const Count& count) { return count.term >> shift & (digits - 1); };
    for (const Count& count : from) ++next[digit(count)];
    std::uint32_t before = 0;
    for (std::size_t i = 0; i < digits; ++i) before += std::exchange(next[i], before);
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
    const auto bits = static_cast<unsigned>(std::bit_width(terms));
    const unsigned passes = (bits + kMostDigitBits - 1) / kMostDigitBits;
    const unsigned digit_bits = (bits + passes - 1) / passes;
    for (unsigned pass = 0; pass < passes; ++pass) {
        sort_by_digit({from, row.size()}, pass * digit_bits, digit_bits, to);
        std::swap(from, to);
    }
    if (from != row.data()) std::copy_n(from, row.size(), row.data());
}

}  // namespace wirecopy::vectors
