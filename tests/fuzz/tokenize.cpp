/// Tokens, sentences, paragraphs and boundaries of any text are those of the slow twins.

#include "wirecopy/tokens/tokenize.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "wirecopy/text/utf8.hpp"
#include "wirecopy/tokens/boundaries.hpp"

#include "reference/tokens/boundaries.hpp"
#include "reference/tokens/tokenize.hpp"
#include "require.hpp"

using wirecopy::fuzzing::require;
using wirecopy::tokens::BoundaryUnit;
using wirecopy::tokens::ParagraphRules;
using wirecopy::tokens::SentenceRules;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::string_view text = bytes.substr(0, wirecopy::text::first_invalid_byte(bytes).value_or(size));
    const std::array<std::int64_t, 2> offsets = {0, static_cast<std::int64_t>(text.size())};
    const auto table = wirecopy::tokens::tokenize({text, offsets}, {ParagraphRules::lines, SentenceRules::unicode});
    require(wirecopy::reference::tokens_of({table, 0}) == wirecopy::reference::tokenize(text));
    for (const auto unit : {BoundaryUnit::sentences, BoundaryUnit::graphemes}) {
        std::vector<std::uint32_t> expected;
        for (const auto& boundary : wirecopy::reference::boundaries(text, unit)) expected.push_back(boundary.byte);
        require(wirecopy::tokens::boundaries(text, unit) == expected);
    }
    return 0;
}
