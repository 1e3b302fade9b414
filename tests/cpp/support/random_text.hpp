#pragma once

#include <cstddef>
#include <random>
#include <string>

namespace wirecopy::testing {

/// Seeded by the test that uses it, so that every run sees the same texts.
using Random = std::mt19937_64;

/// A number below `limit`, which must not be 0.
std::size_t below(Random& random, std::size_t limit);

/// The UTF-8 of one code point, which must not be a surrogate.
std::string utf8(char32_t code_point);

/// Word `number` of an endless vocabulary: lower-case letters only.
std::string word(std::size_t number);

/// Words of a vocabulary of `vocabulary`, each as likely as the others, with one space between two.
std::string random_words(Random& random, std::size_t words, std::size_t vocabulary);

/// Code points in which breaking, folding and counting have their traps: marks, joiners, regional indicators, emoji,
/// quotes, line ends, Hangul, Han, Thai, Arabic, digits, letters of several scripts, and any other once in a while.
std::string random_unicode(Random& random, std::size_t code_points);

}  // namespace wirecopy::testing
