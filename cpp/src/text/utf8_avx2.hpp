#pragma once

#include <string_view>

namespace wirecopy::text {

/// Whether `text` is well-formed UTF-8, 32 bytes at a time, by looking three nibbles up for every pair of bytes
/// (Keiser & Lemire, "Validating UTF-8 in less than one instruction per byte", 2021). Needs AVX2.
bool is_utf8_avx2(std::string_view text);

}  // namespace wirecopy::text
