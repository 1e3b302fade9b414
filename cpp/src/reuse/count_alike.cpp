#include "count_alike.hpp"

#include <vector>

#include "wirecopy/text/target.hpp"

namespace wirecopy::reuse {
namespace {

[[gnu::always_inline]] inline std::uint32_t count(const Word* a, const Word* b) {
    Word sum = 0;
    // Written out, so that many words are compared at once.
    static_assert(kBandDrift == 3);
    for (std::int32_t word = 0; word < kBandWords; ++word) {
        const Word one = a[word];
        sum += Word{one == b[word - 3]} | Word{one == b[word - 2]} | Word{one == b[word - 1]} | Word{one == b[word]} |
               Word{one == b[word + 1]} | Word{one == b[word + 2]} | Word{one == b[word + 3]};
    }
    return sum;
}

std::uint32_t count_anywhere(const Word* a, const Word* b) {
    return count(a, b);
}

#if defined(__x86_64__)
WIRECOPY_BEGIN_TARGET("avx2")
std::uint32_t count_avx2(const Word* a, const Word* b) {
    return count(a, b);
}
WIRECOPY_END_TARGET
#endif

std::vector<CountAlike> found() {
    std::vector<CountAlike> counters = {count_anywhere};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") != 0) counters.push_back(count_avx2);
#endif
    return counters;
}

}  // namespace

std::span<const CountAlike> alike_counters() {
    static const std::vector<CountAlike> counters = found();
    return counters;
}

}  // namespace wirecopy::reuse
