#pragma once

#include <span>

#include "wirecopy/reuse/passages.hpp"

namespace wirecopy::reuse {

/// A quotation counts as one where the text around it is each document's own. What goes on from prose that the same two
/// documents share, or goes before it, with two words between at most in one of them, is prose as that is. O(n log n).
void settle_contexts(std::span<Passage> passages);

}  // namespace wirecopy::reuse
