#include <algorithm>
#include <cmath>
#include <memory>

#include "wirecopy/reuse/alignment.hpp"

#include "detour.hpp"

namespace wirecopy::reuse {
namespace {

Alignment extended(Reader a, Reader b, double drop) {
    thread_local const auto kept = std::make_unique<Detour>();
    Detour& detour = *kept;
    const auto whole_drop = static_cast<int>(std::floor(drop * kEqual));
    Alignment whole;
    Match at{0, 0};
    for (;;) {
        // To match equal words at the beginning never costs anything.
        while (at.a < a.size && at.b < b.size && a[at.a] == b[at.b]) {
            whole.push_back(at);
            ++at.a;
            ++at.b;
        }
        if (at.a == a.size || at.b == b.size) return whole;
        const Alignment& path = detour.find(a.after(at.a), b.after(at.b), whole_drop);
        if (path.empty()) return whole;
        for (const Match match : path) whole.push_back({at.a + match.a, at.b + match.b});
        at = {whole.back().a + 1, whole.back().b + 1};
    }
}

}  // namespace

Alignment extend(std::span<const Word> a, std::span<const Word> b, double drop) {
    return extended({a.data(), 1, static_cast<std::uint32_t>(a.size())},
                    {b.data(), 1, static_cast<std::uint32_t>(b.size())}, drop);
}

Alignment extend_backward(std::span<const Word> a, std::span<const Word> b, double drop) {
    const auto size_a = static_cast<std::uint32_t>(a.size());
    const auto size_b = static_cast<std::uint32_t>(b.size());
    if (size_a == 0 || size_b == 0) return {};
    Alignment path = extended({&a.back(), -1, size_a}, {&b.back(), -1, size_b}, drop);
    std::reverse(path.begin(), path.end());
    for (Match& match : path) match = {size_a - 1 - match.a, size_b - 1 - match.b};
    return path;
}

}  // namespace wirecopy::reuse
