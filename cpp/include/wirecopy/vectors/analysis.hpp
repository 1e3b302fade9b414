#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace wirecopy::vectors {

/// What the terms of a text are made of.
enum class Units : std::uint8_t {
    words,            ///< the words and numbers of the tokens room, folded
    word_characters,  ///< runs of two or more letters, digits or `_`: scikit-learn's default pattern
    characters,       ///< code points; two or more white spaces count as one space
    padded_words,     ///< code points inside words, which white space sets apart, with a space at both ends
};

enum class Accents : std::uint8_t {
    keep,
    strip,  ///< decomposed (NFKD), without combining marks
    ascii,  ///< decomposed (NFKD), without anything that is not ASCII
};

/// How a text becomes terms, with scikit-learn's rules.
struct Analysis {
    Units units = Units::words;
    /// Terms are runs of so many units: words joined by a space, or characters.
    std::uint32_t shortest = 1;
    std::uint32_t longest = 1;
    bool lowercase = true;  ///< of words: folded, which is more
    Accents accents = Accents::keep;
    std::vector<std::string> stop_words = {};  ///< words that are left out before they are joined
};

}  // namespace wirecopy::vectors
