#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::tokens {

/// Makes keys. ASCII is folded in registers; of other forms the last few thousand are remembered, since few distinct
/// words make up most of any text. Answers do not depend on what is remembered.
class KeyMaker {
  public:
    KeyMaker();

    /// The key of text[begin, end).
    TokenKey key(std::string_view text, std::uint32_t begin, std::uint32_t end);

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
