#pragma once

#include "wirecopy/text/encode.hpp"

namespace wirecopy::text {

/// Encodes 64 units at a time while they are ASCII, else 16: the up to four bytes of each are laid out in a word of its
/// own, and those that count pressed together. Needs AVX-512 with BW, VBMI and VBMI2.
Encoded encode_avx512(const WideText& text, char* bytes);

}  // namespace wirecopy::text
