#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wirecopy/entities/spelling.hpp"

namespace wirecopy::entities {

/// Endings that a language puts behind names: particles ("평양에서는"), which are words of their own, and inflections
/// ("Merkels"), which are part of the word. The lists are data, in cues/endings.txt and cues/ending_languages.txt.
class Endings {
  public:
    /// Those known by their letters, in whatever text they stand; and those of languages known by their words.
    static const Endings& of_letters();
    static std::span<const Endings> of_languages();

    /// Appends what is left of `word` without endings, the longest first, at most kMost.
    void append_cuts(std::string_view word, std::vector<WordCut>& cuts) const;
    static constexpr std::size_t kMost = 6;

    /// Whether the words are of this language, as far as the first few hundred tell: three of its words, one in ten.
    bool spoken_in(std::span<const SpelledWord> words) const;

    struct Ending {
        enum class After : std::uint8_t { any, consonant, vowel };
        std::string letters;
        After after;
        bool particle;
    };
    Endings(std::vector<Ending> endings, const std::vector<std::string>& words);

  private:
    std::vector<Ending> endings_;
    std::array<std::uint64_t, 64> bits_{};  ///< a bit for each word of the language
};

}  // namespace wirecopy::entities
