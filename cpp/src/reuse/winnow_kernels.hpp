#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wirecopy/reuse/document_words.hpp"

namespace wirecopy::reuse {

/// What winnowing does with each word, for instructions that this machine has; all do the same.
struct WinnowKernel {
    /// The hashes of all runs of `run` words; there is at least one.
    void (*hash_runs)(std::span<const Word> words, std::uint32_t run, std::vector<std::uint64_t>& hash);
    /// Of each window of two, or of five, hashes the smallest, the last of equals, counted from the first of the
    /// window. `least` has room for one a window.
    void (*least_of_two)(std::span<const std::uint64_t> hash, std::span<std::uint64_t> least);
    void (*least_of_five)(std::span<const std::uint64_t> hash, std::span<std::uint64_t> least);
};

/// The quickest comes last.
std::span<const WinnowKernel> winnow_kernels();

}  // namespace wirecopy::reuse
