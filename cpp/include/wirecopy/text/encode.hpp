#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wirecopy::text {

/// A text with one unit for each code point, all of one width: how Python (PEP 393) and UTF-32 keep it.
struct WideText {
    const void* units;
    std::size_t size;    ///< in units
    std::uint8_t width;  ///< bytes of a unit: 1 (Latin-1), 2 or 4
};

/// A text as UTF-8, as far as there is one.
struct Encoded {
    std::size_t bytes;  ///< written
    std::size_t units;  ///< read: all, or up to the first that is a surrogate or no code point
};

/// The most bytes that `encode` may write for a text, whatever it holds.
std::size_t most_bytes(const WideText& text);

/// Writes a text as UTF-8 to `bytes`, which has room for `most_bytes`. O(n).
Encoded encode(const WideText& text, char* bytes);

/// The encoders this machine can run, the quickest last; all do the same. For tests.
using Encoder = Encoded (*)(const WideText& text, char* bytes);
std::vector<Encoder> encoders();

}  // namespace wirecopy::text
