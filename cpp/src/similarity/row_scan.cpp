#include "row_scan.hpp"

#include <algorithm>
#include <functional>
#include <limits>

namespace wirecopy::similarity {
namespace {

/// Scores are looked at one by one only in blocks that hold one worth it, which few do.
constexpr std::size_t kBlock = 64;

/// True when a score is above `least`; sixteen at a time, where a maximum would take one after the other.
bool any_above(std::span<const float> scores, float least) {
    int any = 0;
    for (const float score : scores) any |= static_cast<int>(score > least);
    return any != 0;
}

bool any_at_least(std::span<const float> scores, float least) {
    int any = 0;
    for (const float score : scores) any |= static_cast<int>(score >= least);
    return any != 0;
}

std::span<const float> block_at(std::span<const float> scores, std::size_t begin) {
    return scores.subspan(begin, std::min(kBlock, scores.size() - begin));
}

}  // namespace

void find_at_least(std::span<const float> scores, std::size_t first, float least, std::vector<std::uint32_t>& found) {
    for (std::size_t begin = first; begin < scores.size(); begin += kBlock) {
        const std::span<const float> block = block_at(scores, begin);
        if (!any_at_least(block, least)) continue;
        for (std::size_t i = 0; i < block.size(); ++i) {
            if (block[i] >= least) found.push_back(static_cast<std::uint32_t>(begin + i));
        }
    }
}

void find_sums_at_least(std::span<const float> sums, std::span<const float> lengths, float factor, float least,
                        std::vector<std::uint32_t>& found) {
    for (std::size_t begin = 0; begin < sums.size(); begin += kBlock) {
        const std::size_t end = std::min(sums.size(), begin + kBlock);
        int any = 0;
        for (std::size_t i = begin; i < end; ++i) any |= static_cast<int>(sums[i] + factor * lengths[i] >= least);
        if (any == 0) continue;
        for (std::size_t i = begin; i < end; ++i) {
            if (sums[i] + factor * lengths[i] >= least) found.push_back(static_cast<std::uint32_t>(i));
        }
    }
}

float largest_but(std::span<const float> scores, std::size_t left_out, std::size_t count) {
    std::vector<float> best(count, std::numeric_limits<float>::lowest());  // a heap, the least of them on top
    for (std::size_t begin = 0; begin < scores.size(); begin += kBlock) {
        const std::span<const float> block = block_at(scores, begin);
        if (!any_above(block, best.front())) continue;
        for (std::size_t i = 0; i < block.size(); ++i) {
            if (block[i] <= best.front() || begin + i == left_out) continue;
            std::pop_heap(best.begin(), best.end(), std::greater<>());
            best.back() = block[i];
            std::push_heap(best.begin(), best.end(), std::greater<>());
        }
    }
    return best.front();
}

}  // namespace wirecopy::similarity
