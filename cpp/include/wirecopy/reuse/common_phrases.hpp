#pragma once

#include <vector>

#include "wirecopy/parallel/for_each.hpp"
#include "wirecopy/reuse/flat_words.hpp"
#include "wirecopy/reuse/passages.hpp"

namespace wirecopy::reuse {

/// Leaves out quotations of fewer than 12 words that are how people speak and not what somebody said: all six words in
/// a row of them are written outside of quotation marks, too, in two documents that share nothing with either of the
/// two that quote them. "At the end of the day" is; what somebody said is repeated where it is reported. O(n).
void drop_common_phrases(const FlatWords& words, std::vector<Passage>& passages, const parallel::Control& control);

}  // namespace wirecopy::reuse
