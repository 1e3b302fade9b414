#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/boundaries.hpp"

namespace wirecopy::reference {

/// A boundary and the rule that made it (UWordBreak; 0 for other units).
struct Boundary {
    std::uint32_t byte;
    int rule;
};

/// The twin of tokens::boundaries: ICU asked directly, over UTF-16, its offsets counted back into bytes.
std::vector<Boundary> boundaries(std::string_view text, tokens::BoundaryUnit unit);

}  // namespace wirecopy::reference
