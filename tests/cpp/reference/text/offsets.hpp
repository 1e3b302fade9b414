#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "wirecopy/text/offsets.hpp"

namespace wirecopy::reference {

/// The byte at which each unit of `text` begins, counted from the start, then the text's size. Both units of a
/// surrogate pair have the byte of the pair.
std::vector<std::size_t> unit_begins(std::string_view text, text::OffsetUnit unit);

/// The number of units before `byte`, counted from the start.
std::size_t units_before(std::string_view text, std::size_t byte, text::OffsetUnit unit);

}  // namespace wirecopy::reference
