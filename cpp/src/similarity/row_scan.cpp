#include "row_scan.hpp"

#include <algorithm>
#include <functional>
#include <limits>

namespace wirecopy::similarity {
namespace {

/// Scores are looked at one by one only in blocks that hold one worth it, which few do.
constexpr std::size_t kBlock = 64;

float largest(std::span<const float> scores) {
    float result = std::numeric_limits<float>::lowest();
    for (const float score : scores) result = std::max(result, score);
    return result;
}

std::span<const float> block_at(std::span<const float> scores, std::size_t begin) {
    return scores.subspan(begin, std::min(kBlock, scores.size() - begin));
}

}  // namespace

void find_at_least(std::span<const float> scores, std::size_t first, float least, std::vector<std::uint32_t>& found) {
    for (std::size_t begin = first; begin < scores.size(); begin += kBlock) {
        const std::span<const float> block = block_at(scores, begin);
        if (largest(block) < least) continue;
        for (std::size_t i = 0; i < block.size(); ++i) {
            if (block[i] >= least) found.push_back(static_cast<std::uint32_t>(begin + i));
        }
    }
}

float largest_but(std::span<const float> scores, std::size_t left_out, std::size_t count) {
    std::vector<float> best(count, std::numeric_limits<float>::lowest());  // a heap, the least of them on top
    for (std::size_t begin = 0; begin < scores.size(); begin += kBlock) {
        const std::span<const float> block = block_at(scores, begin);
        if (largest(block) <= best.front()) continue;
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
