#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "wirecopy/tokens/token_table.hpp"

namespace wirecopy::tokens {

/// `unicode`: UAX #29 and nothing else. `news`: UAX #29 refined by what news writes (abbreviations, initials, titles,
/// ordinals, quotations, datelines).
enum class SentenceRules : std::uint8_t { news, unicode };

/// Appends the end of each sentence of UAX #29, in bytes; the last is the text's size.
///
/// Equal to ICU's in the root locale. A text cut at any of these ends has the same ends in its parts. O(n).
void append_unicode_sentence_ends(std::string_view text, std::vector<std::uint32_t>& ends);

/// Appends where each sentence of one paragraph begins, in bytes of `text`: the first where the paragraph does.
///
/// By `news` a line that ends inside the paragraph ends no sentence (it was wrapped); by `unicode` it does. No language
/// needs to be known: the words are of nine languages at once, and a word of one is no trap in another. O(n).
void append_sentence_begins(std::string_view text, ByteSpan paragraph, SentenceRules rules,
                            std::vector<std::uint32_t>& begins);

/// The same by `news` where the first bytes of the paragraph's marks that may end a sentence are known, perhaps with
/// others.
void append_sentence_begins(std::string_view text, ByteSpan paragraph, std::span<const std::uint32_t> marks,
                            std::vector<std::uint32_t>& begins);

}  // namespace wirecopy::tokens
