#include "equal_words.hpp"

#include <cstring>
#include <limits>
#include <vector>

#include "wirecopy/text/target.hpp"

namespace wirecopy::reuse {
namespace {

static_assert(kWindowWords <= std::numeric_limits<Word>::digits);

/// Words that are compared at once, on some machines as two fours.
using Eight [[gnu::vector_size(32)]] = Word;
static_assert(kWindowWords == 24);

/// Written out, so that what is found stays in registers.
[[gnu::always_inline]] inline void find(const WindowWords& a, const WindowWords& b, WindowWords& equal) {
    Eight first;
    Eight second;
    Eight third;
    std::memcpy(&first, a.data(), sizeof(Eight));
    std::memcpy(&second, a.data() + 8, sizeof(Eight));
    std::memcpy(&third, a.data() + 16, sizeof(Eight));
    Eight of_first{};
    Eight of_second{};
    Eight of_third{};
    Eight bit = Eight{} + 1U;
    for (const Word one : b) {
        const Eight word = Eight{} + one;
        of_first |= (first == word) & bit;
        of_second |= (second == word) & bit;
        of_third |= (third == word) & bit;
        bit += bit;
    }
    std::memcpy(equal.data(), &of_first, sizeof(Eight));
    std::memcpy(equal.data() + 8, &of_second, sizeof(Eight));
    std::memcpy(equal.data() + 16, &of_third, sizeof(Eight));
}

void find_anywhere(const WindowWords& a, const WindowWords& b, WindowWords& equal) {
    find(a, b, equal);
}

#if defined(__x86_64__)
WIRECOPY_BEGIN_TARGET("avx2")
void find_avx2(const WindowWords& a, const WindowWords& b, WindowWords& equal) {
    find(a, b, equal);
}
WIRECOPY_END_TARGET
#endif

std::vector<EqualWords> found() {
    std::vector<EqualWords> finders = {find_anywhere};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") != 0) finders.push_back(find_avx2);
#endif
    return finders;
}

}  // namespace

std::span<const EqualWords> equal_word_finders() {
    static const std::vector<EqualWords> finders = found();
    return finders;
}

}  // namespace wirecopy::reuse
