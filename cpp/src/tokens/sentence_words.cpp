#include "sentence_words.hpp"

#include <array>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>

namespace wirecopy::tokens {
namespace {

constexpr std::string_view kList =
#include "sentence_words.inc"
    ;

constexpr std::array<std::pair<std::string_view, SentenceWord>, 13> kClasses{{
    {"before_name", kBeforeName},
    {"before_number", kBeforeNumber},
    {"abbreviation", kAbbreviation},
    {"time", kTime},
    {"calendar", kCalendar},
    {"opening", kOpening},
    {"subject", kSubject},
    {"article", kArticle},
    {"ordinal_after", kOrdinalAfter},
    {"ordinal_before", kOrdinalBefore},
    {"speech", kSpeech},
    {"goes_on", kGoesOn},
    {"with_mark", kWithMark},
}};

std::string_view take(std::string_view& line, char separator) {
    const std::size_t size = std::min(line.find(separator), line.size());
    const std::string_view taken = line.substr(0, size);
    line.remove_prefix(std::min(size + 1, line.size()));
    return taken;
}

SentenceWord class_of(std::string_view name) {
    for (const auto& [known, value] : kClasses) {
        if (known == name) return value;
    }
    throw std::logic_error("sentence_words.inc: no class " + std::string(name));
}

using Words = std::unordered_map<std::string_view, unsigned>;

Words read(std::string_view list) {
    Words words;
    while (!list.empty()) {
        std::string_view line = take(list, '\n');
        if (line.empty() || line.front() == '#') continue;
        take(line, ' ');  // the language
        const SentenceWord value = class_of(take(line, ' '));
        while (!line.empty()) {
            const std::string_view word = take(line, ' ');
            if (word.size() > kLongestSentenceWord) throw std::logic_error("sentence_words.inc: too long a word");
            words[word] |= value;
        }
    }
    return words;
}

}  // namespace

unsigned sentence_word(std::string_view word) {
    static const Words words = read(kList);
    if (word.size() > kLongestSentenceWord) return 0;
    const auto found = words.find(word);
    return found == words.end() ? 0 : found->second;
}

}  // namespace wirecopy::tokens
