#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <unordered_set>

#include "wirecopy/text/utf8.hpp"

namespace wirecopy::vectors {

/// Pairs of characters that follow each other in some piece, quick where both are ASCII.
class CharacterPairs {
  public:
    void add(std::uint32_t a, std::uint32_t b) {
        if (a < kAscii && b < kAscii) {
            ascii_[2 * a + b / 64] |= std::uint64_t{1} << b % 64;
        } else {
            others_.insert(std::uint64_t{a} << 32U | b);
        }
    }

    /// Calls `use(at)` where the characters before and behind `at` are no pair, in order. O(n).
    template <typename Use>
    void cut(std::string_view text, Use use) const {
        constexpr std::size_t word = sizeof(std::uint64_t);
        constexpr std::uint64_t high_bits = 0x8080808080808080U;
        if (text.empty()) return;
        auto [before, size] = text::character_at(text, 0);
        for (std::size_t at = size; at < text.size();) {
            std::uint64_t bytes = high_bits;
            if (text.size() - at >= word && before < kAscii) std::memcpy(&bytes, text.data() + at, word);
            if ((bytes & high_bits) == 0) {
                std::uint64_t cuts = 0;
                for (std::size_t i = 0; i < word; ++i) {
                    const auto next = static_cast<std::uint32_t>(bytes >> 8 * i & 0x7FU);
                    cuts |= (~ascii_[2 * before + next / 64] >> next % 64 & 1U) << i;
                    before = next;
                }
                for (; cuts != 0; cuts &= cuts - 1) use(at + static_cast<std::size_t>(std::countr_zero(cuts)));
                at += word;
                continue;
            }
            const auto [code_point, length] = text::character_at(text, at);
            if (!has(before, code_point)) use(at);
            before = code_point;
            at += length;
        }
    }

  private:
    static constexpr std::uint32_t kAscii = 128;

    bool has(std::uint32_t a, std::uint32_t b) const {
        return a < kAscii && b < kAscii ? (ascii_[2 * a + b / 64] >> b % 64 & 1U) != 0
                                        : others_.contains(std::uint64_t{a} << 32U | b);
    }

    std::array<std::uint64_t, std::size_t{2} * kAscii> ascii_{};  ///< a bit for each that may follow
    std::unordered_set<std::uint64_t> others_;
};

}  // namespace wirecopy::vectors
