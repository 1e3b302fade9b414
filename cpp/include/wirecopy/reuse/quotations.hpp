#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::reuse {

/// The keys of the tokens that may be marks of quotation: whatever their script, these fold to one of them.
struct QuotationKeys {
    tokens::TokenKey single;
    tokens::TokenKey twice;
    tokens::TokenKey single_twice;

    static const QuotationKeys& all();
    bool has(tokens::TokenKey key) const {
        return static_cast<int>(key == single) | static_cast<int>(key == twice) | static_cast<int>(key == single_twice);
    }
};

/// A token that may be a mark of quotation, and how many words of the text stand before it.
struct PlacedMark {
    std::uint32_t token;
    std::uint32_t word;
};

/// Puts into `number`, which has a 0 for each word of the text as far as the end of a paragraph, the number of the
/// quotation that words of the paragraph stand in, counting up from `first_number`. Returns the number that the next
/// quotation has. `paragraph`: all tokens of the paragraph whose keys are among `QuotationKeys`.
///
/// Marks of one shape count as one kind, straight or curly, because pages mix them: whether one opens or closes is
/// told by the words it touches. Single marks quote only where they open and close; a double one that never closes
/// quotes to the end of its paragraph, as in quotations of several paragraphs. O(n).
std::uint32_t quotations(const tokens::TokenView& view, std::string_view text, std::span<const PlacedMark> paragraph,
                         std::uint32_t first_number, std::span<std::uint32_t> number);

}  // namespace wirecopy::reuse
