#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/column.hpp"
#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::tokens {

/// Makes keys. ASCII is folded in registers; of other forms the last few thousand are remembered, since few distinct
/// words make up most of any text. Answers do not depend on what is remembered.
class KeyMaker {
  public:
    KeyMaker();

    /// The keys of tokens of `text`, which begin and end where the columns say.
    void make_keys(std::string_view text, std::span<const std::uint32_t> begin, std::span<const std::uint32_t> end,
                   TokenKey* keys);

  private:
    static constexpr std::size_t kShort = 16;
    static constexpr std::size_t kLongest = 48;
    static constexpr std::size_t kForms = 4096;

    /// A token of up to kShort bytes, padded with NULs: two numbers are compared at once.
    struct ShortForm {
        std::array<std::uint64_t, 2> bytes;
        std::uint64_t size;
        TokenKey key;
    };
    struct LongForm {
        std::array<char, kLongest> bytes;
        std::uint32_t size;
        TokenKey key;
    };

    TokenKey short_key(std::string_view token, std::uint64_t hash);
    /// `readable`: bytes of the text from the token's first on.
    TokenKey long_key(std::string_view token, std::size_t readable);

    Column<std::uint32_t> others_;  ///< tokens of the text that registers cannot fold
    std::vector<ShortForm> short_forms_;
    std::vector<LongForm> long_forms_;
};

}  // namespace wirecopy::tokens
