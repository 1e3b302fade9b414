#include "wirecopy/reuse/contexts.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <tuple>
#include <vector>

namespace wirecopy::reuse {
namespace {

constexpr std::uint32_t kMostBetween = 2;

/// Whether one passage goes on with another, nothing or a word or two between them in one of the documents.
bool goes_on(const Passage& before, const Passage& after) {
    if (before.document_a != after.document_a || before.document_b != after.document_b) return false;
    if (after.a.begin < before.a.end || after.b.begin < before.b.end) return false;
    return std::min(after.a.begin - before.a.end, after.b.begin - before.b.end) <= kMostBetween;
}

}  // namespace

void settle_contexts(std::span<Passage> passages) {
    std::vector<std::size_t> order(passages.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto place = [&](std::size_t i) {
        const Passage& one = passages[i];
        return std::tuple(one.document_a, one.document_b, one.a.begin, one.b.begin);
    };
    std::sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return place(x) < place(y); });
    const auto settle = [](Passage& one, const Passage& beside) {
        if (one.context == Context::quotation && beside.context == Context::prose) one.context = Context::prose;
    };
    for (std::size_t i = 1; i < order.size(); ++i) {
        if (goes_on(passages[order[i - 1]], passages[order[i]])) settle(passages[order[i]], passages[order[i - 1]]);
    }
    for (std::size_t i = order.size(); i-- > 1;) {
        if (goes_on(passages[order[i - 1]], passages[order[i]])) settle(passages[order[i - 1]], passages[order[i]]);
    }
}

}  // namespace wirecopy::reuse
