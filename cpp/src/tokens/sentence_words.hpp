#pragma once

#include <cstdint>
#include <string_view>

namespace wirecopy::tokens {

/// What a word tells about the end of a sentence; sentence_words.inc says what each class means.
enum SentenceWord : std::uint16_t {
    kBeforeName = 1,
    kBeforeNumber = 2,
    kAbbreviation = 4,
    kTime = 8,
    kCalendar = 16,
    kOpening = 32,
    kSubject = 4096,
    kArticle = 64,
    kOrdinalAfter = 128,
    kOrdinalBefore = 256,
    kSpeech = 512,
    kGoesOn = 1024,
    kWithMark = 2048,
};

/// No word of the list is longer; in bytes.
constexpr std::size_t kLongestSentenceWord = 32;

/// The classes of a word, 0 for one that is not in the list.
unsigned sentence_word(std::string_view word);

}  // namespace wirecopy::tokens
