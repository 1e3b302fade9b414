#pragma once

#include <cstdlib>

namespace wirecopy::fuzzing {

/// Ends the run, so that libFuzzer keeps the input, when what must hold does not.
inline void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace wirecopy::fuzzing
