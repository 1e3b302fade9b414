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

    /// Whether a text is of this language, as far as its first kMostWords words tell: three of its words among the
    /// first kFirstWords (by which alone it may be), and one in ten.
    bool may_be_spoken_in(std::span<const FirstWord> words) const;
    bool spoken_in(std::span<const FirstWord> words) const;
    static constexpr std::size_t kFirstWords = 32;
    static constexpr std::size_t kMostWords = 256;

    struct Ending {
        enum class After : std::uint8_t { any, consonant, vowel };
        std::string letters;
        After after;
        bool particle;
    };
    Endings(std::vector<Ending> endings, const std::vector<std::string>& words);

  private:
    std::size_t count(std::span<const FirstWord> words) const;

    std::vector<Ending> endings_;
    std::array<std::uint64_t, 64> bits_{};  ///< a bit for each word of the language
    std::vector<std::string> letters_;      ///< that hardly another language writes
};

}  // namespace wirecopy::entities
