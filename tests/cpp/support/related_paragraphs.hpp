#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "support/random_text.hpp"

namespace wirecopy::testing {

/// Paragraphs of which most are an earlier one with a few words put in, or cut short. `longest` words at the start.
std::vector<std::string> related_paragraphs(Random& random, std::size_t count, std::size_t vocabulary,
                                            std::size_t longest = 30);

}  // namespace wirecopy::testing
