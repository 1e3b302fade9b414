#include "sentence_words.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

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
        const std::uint64_t hash = hash_of(word);
        if (!may_hash_to_[hash % kBits]) return 0;
        const std::uint16_t number = slots_[slot_of(word, hash)];
        return number == 0 ? 0 : words_[number - 1].classes;
    }

  private:
    struct Word {
        std::string_view text;
        unsigned classes;
    };
    static constexpr std::size_t kBits = std::size_t{1} << 16U;
    static constexpr std::size_t kSlots = 8192;

    void add(std::string_view word, SentenceWord value) {
        if (word.size() > kLongestSentenceWord) throw std::logic_error("sentence_words.inc: too long a word");
        const std::uint64_t hash = hash_of(word);
        std::uint16_t& number = slots_[slot_of(word, hash)];
        if (number == 0) {
            if (words_.size() == kSlots / 2) throw std::logic_error("sentence_words.inc: too many words");
            words_.push_back({word, 0});
            number = static_cast<std::uint16_t>(words_.size());
        }
        words_[number - 1].classes |= value;
        may_hold_.set(shape(word));
        may_hash_to_.set(hash % kBits);
    }
    /// The slot of a word, or the empty one where it would be.
    std::size_t slot_of(std::string_view word, std::uint64_t hash) const {
        std::size_t slot = hash / kBits % kSlots;
        while (slots_[slot] != 0 && words_[slots_[slot] - 1].text != word) slot = (slot + 1) % kSlots;
        return slot;
    }
    static std::uint64_t hash_of(std::string_view word) { return XXH3_64bits(word.data(), word.size()); }
    static std::size_t shape(std::string_view word) {
        const auto first = static_cast<unsigned char>(word.front());
        const auto last = static_cast<unsigned char>(word.back());
        return ((word.size() & 0xFU) << 12U) | ((first & 0x3FU) << 6U) | (last & 0x3FU);
    }

    std::vector<Word> words_;
    std::array<std::uint16_t, kSlots> slots_{};  ///< numbers of words from 1 on, by hash
    std::bitset<kBits> may_hold_;
    std::bitset<kBits> may_hash_to_;
};

}  // namespace

unsigned sentence_word(std::string_view word) {
    static const Words words(kList);
    return words.classes(word);
}

}  // namespace wirecopy::tokens
