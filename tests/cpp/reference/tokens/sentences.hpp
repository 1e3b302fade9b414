#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace wirecopy::reference {

/// The ends of sentences as UAX #29 writes its rules SB1 to SB998, one after the other at each place. In bytes.
std::vector<std::uint32_t> sentence_ends(std::string_view text);

}  // namespace wirecopy::reference
