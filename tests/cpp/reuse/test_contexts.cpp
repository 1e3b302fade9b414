#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/reuse/contexts.hpp"

using wirecopy::reuse::Context;
using wirecopy::reuse::Passage;
using wirecopy::reuse::settle_contexts;
using wirecopy::reuse::WordSpan;

namespace {

Passage passage(WordSpan a, WordSpan b, Context context, std::uint32_t document_b = 1) {
    return {0, 0, document_b, a, b, {}, context};
}

std::vector<Context> settled(std::vector<Passage> passages) {
    settle_contexts(passages);
    std::vector<Context> contexts;
    for (const Passage& one : passages) contexts.push_back(one.context);
    return contexts;
}

constexpr Context kProse = Context::prose;
constexpr Context kQuotation = Context::quotation;

}  // namespace

TEST_CASE("a quotation that goes on from shared prose in one of two documents is prose, one apart from it is not") {
    const Passage prose = passage({0, 30}, {10, 40}, kProse);
    CHECK(settled({prose, passage({90, 110}, {41, 61}, kQuotation)}) == std::vector{kProse, kProse});
    CHECK(settled({prose, passage({90, 110}, {43, 63}, kQuotation)}) == std::vector{kProse, kQuotation});
    CHECK(settled({prose, passage({90, 110}, {41, 61}, kQuotation, 2)}) == std::vector{kProse, kQuotation});
    CHECK(settled({prose, passage({32, 50}, {0, 9}, kQuotation)}) == std::vector{kProse, kQuotation});
}

TEST_CASE("quotations in a row are prose where prose stands at either end of the row") {
    const Passage first = passage({0, 20}, {0, 20}, kQuotation);
    const Passage second = passage({21, 40}, {50, 69}, kQuotation);
    const Passage prose = passage({41, 80}, {90, 129}, kProse);
    CHECK(settled({first, second, prose}) == std::vector{kProse, kProse, kProse});
    CHECK(settled({first, second}) == std::vector{kQuotation, kQuotation});
}
