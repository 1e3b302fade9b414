#pragma once

#include <cstddef>
#include <string>

namespace wirecopy::reference {

/// The least number of insertions and deletions that make `b` of `a`, by the table of all prefixes. O(|a| |b|).
std::size_t indel_distance(const std::u32string& a, const std::u32string& b);

}  // namespace wirecopy::reference
