#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "wirecopy/reuse/document_words.hpp"

namespace wirecopy::reuse {

/// So many words of two texts are compared at once, each with each.
constexpr std::size_t kWindowWords = 24;
using WindowWords = std::array<Word, kWindowWords>;

/// Of each word of `a`, which words of `b` are equal to it: a bit for each, the first the lowest.
using EqualWords = void (*)(const WindowWords& a, const WindowWords& b, WindowWords& equal);

/// For the instructions that this machine has; the quickest comes last.
std::span<const EqualWords> equal_word_finders();

}  // namespace wirecopy::reuse
