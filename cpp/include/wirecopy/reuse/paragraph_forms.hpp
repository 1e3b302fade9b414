#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "wirecopy/reuse/document_words.hpp"

namespace wirecopy::reuse {

/// Paragraphs of one form read alike, names and numbers aside.
using Form = std::uint64_t;

/// The forms of the paragraphs of a document. A number is a word with a digit, a name a word with a capital. Where six
/// other words remain, and they are half of all, these are the form; where fewer remain, all the words.
std::vector<Form> paragraph_forms(const DocumentWords& words, std::string_view text);

}  // namespace wirecopy::reuse
