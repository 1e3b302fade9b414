#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "wirecopy/reuse/flat_words.hpp"

#include "count_alike.hpp"

namespace wirecopy::reuse {

/// Equal words in a row.
struct SharedRun {
    std::uint32_t before;  ///< words of it before the places asked for
    std::uint32_t words;
    bool is_long = false;  ///< more words stand before
};

/// Looks at the words around two places.
class Comparison {
  public:
    using Place = FlatWords::Place;

    explicit Comparison(const FlatWords& words) : words_(words) {}

    /// The equal words around two places, at most `enough` of them after those. Where many stand before them, only
    /// those from the last `kLongRun`-th word of the document on, so that a long run is met in few places and not in
    /// all.
    SharedRun run(Place a, Place b, std::uint32_t enough) const {
        const Word* const at_a = words_.at(a);
        const Word* const at_b = words_.at(b);
        // The margins and stops differ: the comparison ends inside the array.
        constexpr std::ptrdiff_t kStride = 16;
        std::ptrdiff_t before = 0;
        bool is_long = false;
        while (before < kLongRun && std::min(a, b) > static_cast<std::size_t>(before + kStride) &&
               std::memcmp(at_a - before - kStride, at_b - before - kStride, kStride * sizeof(Word)) == 0) {
            before += kStride;
        }
        if (before >= kLongRun) {
            is_long = true;
            before = (a - words_.begin(words_.document_of(a))) % kLongRun;
        } else {
            while (at_a[-before - 1] == at_b[-before - 1]) ++before;
        }
        std::uint32_t after = 0;
        while (after < enough && at_a[after] == at_b[after]) ++after;
        return {static_cast<std::uint32_t>(before), static_cast<std::uint32_t>(before) + after, is_long};
    }

    /// Whether two more words are equal before these places, or behind the next `words`. Without a branch.
    bool goes_on(Place a, Place b, std::ptrdiff_t words) const {
        const auto two_equal = [&](std::ptrdiff_t from) {
            return std::memcmp(words_.at(a) + from, words_.at(b) + from, 2 * sizeof(Word)) == 0;
        };
        return (static_cast<unsigned>(two_equal(-2)) | static_cast<unsigned>(two_equal(words))) != 0;
    }

    /// How many equal words from these places on are of the same meeting, when `before` of it stand before them.
    std::size_t words_of_meeting(Place a, Place b, std::uint32_t before) const {
        const Word* const at_a = words_.at(a);
        const Word* const at_b = words_.at(b);
        std::size_t after = 0;
        while (before + after < kLongRun && at_a[after] == at_b[after]) ++after;
        return after;
    }

    /// As `run`, of words that are quoted.
    SharedRun quoted_run(Place a, Place b, std::uint32_t enough) const {
        const auto shared = [&](std::ptrdiff_t word) {
            const auto in_a = static_cast<Place>(a + word);
            const auto in_b = static_cast<Place>(b + word);
            return *words_.at(in_a) == *words_.at(in_b) && words_.quoted(in_a) && words_.quoted(in_b);
        };
        std::ptrdiff_t before = 0;
        while (shared(-before - 1)) ++before;
        std::uint32_t after = 0;
        while (after < enough && shared(after)) ++after;
        return {static_cast<std::uint32_t>(before), static_cast<std::uint32_t>(before) + after};
    }

    /// Of the words around `a`, how many stand in about the same place around `b`.
    std::uint32_t alike(Place a, Place b) const {
        return count_alike_(words_.at(a) - kBandBefore, words_.at(b) - kBandBefore);
    }

  private:
    static constexpr std::int32_t kBandBefore = 16;
    static constexpr std::ptrdiff_t kLongRun = 512;

    const FlatWords& words_;
    CountAlike count_alike_ = alike_counters().back();
};

}  // namespace wirecopy::reuse
