#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "wirecopy/reuse/families.hpp"

namespace wirecopy::reuse {

/// The words of a document that carry a text.
struct Stretch {
    std::uint32_t text;
    std::uint32_t document;
    WordSpan words;
};

/// Lets texts go on over others.
///
/// Where most places of a text go on with one and the same other text, which elsewhere stands without it, these places
/// carry both: a sentence stays whole though many more say a part of it. A text that belongs to a family goes on over
/// what that family has, too: `has(family, text)`. Texts that become the same, and those of one family, are one, under
/// the lowest number. Leaves stretches in the order of texts and places, none inside another of its text.
/// O(n log n): a text goes on over 64 others at most on either side.
void continue_texts(std::vector<Stretch>& stretches, std::span<const std::uint32_t> family_of_text,
                    const std::function<bool(std::uint32_t family, std::uint32_t text)>& has);

}  // namespace wirecopy::reuse
