/// Any bytes are judged as table 3-7 judges them; any text folds to well-formed UTF-8 that folds to itself, and its
/// offsets are those of counting from the start.

#include "wirecopy/text/fold.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "wirecopy/text/offsets.hpp"
#include "wirecopy/text/utf8.hpp"

#include "reference/text/offsets.hpp"
#include "reference/text/utf8.hpp"
#include "require.hpp"

using wirecopy::fuzzing::require;
using wirecopy::text::OffsetUnit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto invalid = wirecopy::text::first_invalid_byte(bytes);
    require(invalid == wirecopy::reference::first_invalid_byte(bytes));
    const std::string_view text = bytes.substr(0, invalid.value_or(size));

    const std::string folded = wirecopy::text::fold(text);
    require(!wirecopy::text::first_invalid_byte(folded));
    require(wirecopy::text::fold(folded) == folded);

    for (const OffsetUnit unit : {OffsetUnit::code_point, OffsetUnit::utf16}) {
        const wirecopy::text::OffsetMap map(text, unit);
        const auto begins = wirecopy::reference::unit_begins(text, unit);
        require(map.size() + 1 == begins.size());
        std::size_t before = 0;
        for (std::size_t offset = 0; offset < begins.size(); ++offset) {
            if (offset > 0 && begins[offset] != begins[offset - 1]) before = offset;
            require(map.to_byte(offset) == begins[offset]);
            require(map.from_byte(begins[offset]) == before);
        }
    }
    return 0;
}
