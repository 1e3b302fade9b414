#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

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
    static constexpr std::size_t kLongest = 32;
    static constexpr std::size_t kForms = 8192;

    struct Form {
        std::array<char, kLongest> bytes;
        std::uint32_t size;
        TokenKey key;
    };

    TokenKey remembered(std::string_view token);

    std::vector<Form> forms_;
};

}  // namespace wirecopy::tokens
