#include "reference/tokens/boundaries.hpp"

#include <cstddef>
#include <stdexcept>

#include <unicode/ubrk.h>
#include <unicode/unistr.h>

#include "reference/text/offsets.hpp"

namespace wirecopy::reference {
namespace {

UBreakIteratorType type_of(tokens::BoundaryUnit unit) {
    if (unit == tokens::BoundaryUnit::words) return UBRK_WORD;
    return unit == tokens::BoundaryUnit::sentences ? UBRK_SENTENCE : UBRK_CHARACTER;
}

}  // namespace

std::vector<Boundary> boundaries(std::string_view text, tokens::BoundaryUnit unit) {
    const auto utf16 = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    const std::vector<std::size_t> byte = unit_begins(text, text::OffsetUnit::utf16);
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator* iterator = ubrk_open(type_of(unit), "", utf16.getBuffer(), utf16.length(), &status);
    if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
    std::vector<Boundary> result;
    if (!text.empty()) result.push_back({0, 0});
    for (std::int32_t at = ubrk_next(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) {
        result.push_back(
            {static_cast<std::uint32_t>(byte[static_cast<std::size_t>(at)]), ubrk_getRuleStatus(iterator)});
    }
    ubrk_close(iterator);
    return result;
}

}  // namespace wirecopy::reference
