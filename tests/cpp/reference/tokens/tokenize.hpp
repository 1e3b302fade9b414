#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reference {

/// What a token table says of one token, without its key.
struct Token {
    std::uint32_t begin;
    std::uint32_t end;
    tokens::TokenKind kind;
    bool starts_paragraph;
    bool starts_sentence;
    friend bool operator==(const Token&, const Token&) = default;
};

/// The twin of tokens::tokenize for one text: the lines of the text one after the other, the boundaries of each by
/// ICU, each token looked up among them.
std::vector<Token> tokenize(std::string_view text);

/// The tokens of one document as a table says them.
std::vector<Token> tokens_of(const tokens::TokenView& view);

}  // namespace wirecopy::reference
