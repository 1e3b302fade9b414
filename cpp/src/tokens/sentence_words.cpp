#include "sentence_words.hpp"

#include <array>
#include <bitset>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>

#define XXH_INLINE_ALL
#include <xxhash.h>

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

/// The list, with a bit for each length, first and last byte that a word of it has, and one for each hash: most words
/// of a text are told from it without being hashed, and nearly all without being looked up.
class Words {
  public:
    explicit Words(std::string_view list) {
        while (!list.empty()) {
            std::string_view line = take(list, '\n');
            if (line.empty() || line.front() == '#') continue;
            take(line, ' ');  // the language
            const SentenceWord value = class_of(take(line, ' '));
            while (!line.empty()) add(take(line, ' '), value);
        }
    }

    unsigned classes(std::string_view word) const {
        if (word.empty() || word.size() > kLongestSentenceWord || !may_hold_[shape(word)]) return 0;
        if (!may_hash_to_[Hash{}(word) % kBits]) return 0;
        const auto found = classes_.find(word);
        return found == classes_.end() ? 0 : found->second;
    }

  private:
    struct Hash {
        std::size_t operator()(std::string_view word) const { return XXH3_64bits(word.data(), word.size()); }
    };
    static constexpr std::size_t kBits = std::size_t{1} << 16U;

    void add(std::string_view word, SentenceWord value) {
        if (word.size() > kLongestSentenceWord) throw std::logic_error("sentence_words.inc: too long a word");
        classes_[word] |= value;
        may_hold_.set(shape(word));
        may_hash_to_.set(Hash{}(word) % kBits);
    }
    static std::size_t shape(std::string_view word) {
        const auto first = static_cast<unsigned char>(word.front());
        const auto last = static_cast<unsigned char>(word.back());
        return ((word.size() & 0xFU) << 12U) | ((first & 0x3FU) << 6U) | (last & 0x3FU);
    }

    std::unordered_map<std::string_view, unsigned, Hash> classes_;
    std::bitset<kBits> may_hold_;
    std::bitset<kBits> may_hash_to_;
};

}  // namespace

unsigned sentence_word(std::string_view word) {
    static const Words words(kList);
    return words.classes(word);
}

}  // namespace wirecopy::tokens
