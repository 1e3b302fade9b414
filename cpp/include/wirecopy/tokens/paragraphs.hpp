#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::tokens {

/// `reader`: a paragraph is what a reader sees as one. `lines`: every line is a paragraph.
enum class ParagraphRules : std::uint8_t { reader, lines };

/// Appends the paragraphs of a text in order, without the white space around them; blank lines belong to none.
///
/// LF, CR, CRLF, VT, FF, U+0085, U+2028 and U+2029 end a line, and a line is a paragraph. By `reader` the lines of a
/// text that was wrapped at a fixed width, as mail and plain text are, are joined again: most of its lines are as long
/// as the next word allowed, and go on with a small letter. An item of a list, a line set in, a short line and a blank
/// line end such a paragraph. A text without any end of a line is one paragraph, however long: where else it might be
/// cut, two printings would be cut differently; its sentences and passages are found all the same. O(n).
void append_paragraphs(std::string_view text, ParagraphRules rules, std::vector<ByteSpan>& paragraphs);

/// The same where the first bytes of the ends of lines are known, those of CR and LF both.
void append_paragraphs(std::string_view text, ParagraphRules rules, std::span<const std::uint32_t> line_ends,
                       std::vector<ByteSpan>& paragraphs);

}  // namespace wirecopy::tokens
