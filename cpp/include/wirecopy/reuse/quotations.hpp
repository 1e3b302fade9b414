#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// Puts into `number` for each token of tokens [begin, end), one paragraph, the number of the quotation it stands in,
/// counting up from `first_number`; 0 outside of any. Returns the number that the next quotation has.
///
/// Marks of one shape count as one kind, straight or curly, because pages mix them: whether one opens or closes is
/// told by the words it touches. Single marks quote only where they open and close; a double one that never closes
/// quotes to the end of its paragraph, as in quotations of several paragraphs. O(n).
std::uint32_t quotations(const tokens::TokenView& view, std::string_view text, std::size_t begin, std::size_t end,
                         std::uint32_t first_number, std::vector<std::uint32_t>& number);

}  // namespace wirecopy::reuse
