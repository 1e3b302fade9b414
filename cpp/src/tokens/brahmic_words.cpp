#include "brahmic_words.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <vector>

#include <unicode/bytestrie.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "wirecopy/text/utf8.hpp"

#include "icu_dictionary.hpp"

namespace wirecopy::tokens {
namespace {

// Constants of ICU's ThaiBreakEngine, which its engines for the others share.
constexpr std::size_t kShortestRun = 4;      ///< shorter runs are one word
constexpr std::size_t kShortWord = 3;        ///< a shorter word takes what is no word behind it
constexpr std::size_t kLongPrefix = 3;       ///< unless that begins like a word of the dictionary
constexpr std::size_t kMostCandidates = 20;  ///< words that begin at one place

constexpr std::size_t kBlock = 0x100;       ///< code points of a script and its neighbours
constexpr std::uint8_t kElision = 0x2F;     ///< PAIYANNOI, in the block of Thai
constexpr std::uint8_t kRepetition = 0x46;  ///< MAIYAMOK

constexpr std::int32_t kMostInTrie = 0xFD;  ///< the two letters above it are joiners
constexpr std::int16_t kNotInTrie = -1;
constexpr std::size_t kLongestWord = 0xFF;
constexpr std::size_t kPlaces = 0x400;  ///< more than three of the longest words

struct Range {
    std::uint32_t first;
    std::uint32_t last;
};

/// What ICU knows of a script.
struct Language {
    UScriptCode script;
    const char* dictionary;
    std::uint32_t block;  ///< its first code point
    std::array<Range, 3> begins;
    std::array<Range, 2> never_ends;
};

constexpr Range kNone = {1, 0};
constexpr std::array kLanguages = {
    Language{USCRIPT_THAI,
             "thaidict",
             0x0E00,
             {{{0x0E01, 0x0E2E}, {0x0E40, 0x0E44}, kNone}},
             {{{0x0E31, 0x0E31}, {0x0E40, 0x0E44}}}},
    Language{USCRIPT_LAO,
             "laodict",
             0x0E80,
             {{{0x0E81, 0x0EAE}, {0x0EC0, 0x0EC4}, {0x0EDC, 0x0EDD}}},
             {{{0x0EC0, 0x0EC4}, kNone}}},
    Language{USCRIPT_MYANMAR, "burmesedict", 0x1000, {{{0x1000, 0x102A}, kNone, kNone}}, {{kNone, kNone}}},
    Language{USCRIPT_KHMER, "khmerdict", 0x1780, {{{0x1780, 0x17B3}, kNone, kNone}}, {{{0x17D2, 0x17D2}, kNone}}},
};

bool holds(std::span<const Range> ranges, std::uint32_t c) {
    return std::any_of(ranges.begin(), ranges.end(), [c](Range r) { return c >= r.first && c <= r.last; });
}

/// What a character of a block may be.
struct Letter {
    bool is_handled = false;
    bool is_mark = false;
    bool begins = false;
    bool ends = false;
    std::int16_t in_trie = kNotInTrie;
    UStringTrieResult result = USTRINGTRIE_NO_MATCH;  ///< of the trie behind it
    std::uint64_t state = 0;
};

/// A language, its letters and its dictionary.
class Dictionary {
  public:
    explicit Dictionary(const Language& language)
        : language_(&language), data_(language.dictionary, IcuDictionary::Trie::bytes) {
        if (data_.trie() == nullptr || data_.first_letter() < 0) return;
        trie_.emplace(data_.trie());
        for (std::size_t i = 0; i < kBlock; ++i) {
            const std::uint32_t c = language.block + static_cast<std::uint32_t>(i);
            const auto point = static_cast<UChar32>(c);
            UErrorCode status = U_ZERO_ERROR;
            Letter& letter = letters_[i];
            letter.is_handled = uscript_getScript(point, &status) == language.script &&
                                u_getIntPropertyValue(point, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
            letter.is_mark = letter.is_handled && (U_GET_GC_MASK(point) & U_GC_M_MASK) != 0;
            letter.begins = holds(language.begins, c);
            letter.ends = letter.is_handled && !holds(language.never_ends, c);
            const std::int32_t in_trie = point - data_.first_letter();
            if (in_trie < 0 || in_trie > kMostInTrie) continue;
            letter.in_trie = static_cast<std::int16_t>(in_trie);
            letter.result = trie_->first(in_trie);
            letter.state = trie_->getState64();
        }
    }

    bool is_loaded() const { return trie_.has_value(); }
    const Language& language() const { return *language_; }
    bool handles(std::uint32_t c) const {
        return c - language_->block < kBlock && letters_[c - language_->block].is_handled;
    }
    const Letter& letter(std::uint8_t in_block) const { return letters_[in_block]; }
    /// A trie of one's own to walk through.
    icu::BytesTrie trie() const { return *trie_; }

  private:
    const Language* language_;
    IcuDictionary data_;
    std::optional<icu::BytesTrie> trie_;
    std::array<Letter, kBlock> letters_;
};

/// One run after another, in memory that is kept.
class Run {
  public:
    explicit Run(const Dictionary& dictionary)
        : dictionary_(&dictionary),
          trie_(dictionary.trie()),
          is_thai_(dictionary.language().script == USCRIPT_THAI),
          candidates_(kPlaces) {}

    /// Sets the run, or returns false where it holds characters that are not the dictionary's.
    bool read(std::string_view bytes) {
        before_ += run_.size();
        run_.clear();
        for (std::size_t at = 0; at < bytes.size(); at += 3) {
            const text::Character character = text::character_at(bytes, at);
            if (character.size != 3 || !dictionary_->handles(character.code_point)) return false;
            run_.push_back(static_cast<std::uint8_t>(character.code_point - dictionary_->language().block));
        }
        return true;
    }

    std::size_t size() const { return run_.size(); }

    /// The end of the word that begins at `begin`.
    std::size_t end_of_word(std::size_t begin) {
        if (run_.size() < kShortestRun + (is_thai_ ? 1 : 0)) return run_.size();
        const std::size_t length = best_word(begin);
        std::size_t end = begin + length;
        const bool is_unknown = end < run_.size() && length < kShortWord && !is_word_at(end) &&
                                (length == 0 || candidates(end).prefix < kLongPrefix);
        if (is_unknown) end = end_of_unknown(end);
        while (end < run_.size() && letter(end).is_mark) ++end;
        return is_thai_ ? end_of_suffixes(end) : end;
    }

  private:
    /// Words of the dictionary that begin at one place.
    struct Candidates {
        std::size_t place = 0;  ///< in all runs, from 1
        std::uint8_t count = 0;
        std::uint8_t prefix = 0;                          ///< characters that were looked at
        std::array<std::uint8_t, kMostCandidates> end{};  ///< in characters from the place, ascending
    };

    const Letter& letter(std::size_t at) const { return dictionary_->letter(run_[at]); }

    /// Holds until a place `kPlaces` away is looked at; no word ends so far.
    const Candidates& candidates(std::size_t at) {
        const std::size_t place = before_ + at + 1;
        Candidates& found = candidates_[place % kPlaces];
        if (found.place == place) return found;
        found.place = place;
        found.count = 0;
        UStringTrieResult result = letter(at).result;
        trie_.resetToState64(letter(at).state);
        const std::size_t most = std::min(run_.size() - at, kLongestWord);
        for (found.prefix = 1;; ++found.prefix) {
            if (USTRINGTRIE_HAS_VALUE(result) && found.count < kMostCandidates) found.end[found.count++] = found.prefix;
            if (!USTRINGTRIE_HAS_NEXT(result) || found.prefix >= most) return found;
            const std::int16_t next = letter(at + found.prefix).in_trie;
            result = next == kNotInTrie ? USTRINGTRIE_NO_MATCH : trie_.next(next);
        }
    }

    bool is_word_at(std::size_t at) { return candidates(at).count > 0; }

    /// The length of the word at `at`: the longest that two others follow, or another and the end; else the shortest
    /// that another follows; else the longest. 0 where there is none.
    std::size_t best_word(std::size_t at) {
        const Candidates& words = candidates(at);
        if (words.count == 0) return 0;
        std::size_t best = words.end[words.count - 1];
        if (words.count == 1 || at + best >= run_.size()) return best;
        for (std::size_t i = words.count; i-- > 0;) {
            const std::size_t second = at + words.end[i];
            const Candidates& seconds = candidates(second);
            if (seconds.count == 0) continue;
            best = words.end[i];
            if (second + seconds.end[seconds.count - 1] >= run_.size()) return best;
            for (std::size_t j = seconds.count; j-- > 0;) {
                if (is_word_at(second + seconds.end[j])) return best;
            }
        }
        return best;
    }

    /// The end of what is no word from `at` on: in front of a word.
    std::size_t end_of_unknown(std::size_t at) {
        for (++at; at < run_.size(); ++at) {
            if (letter(at - 1).ends && letter(at).begins && is_word_at(at)) break;
        }
        return at;
    }

    /// The marks of elision and repetition that belong to the word in front of them.
    std::size_t end_of_suffixes(std::size_t end) {
        const auto is_suffix = [](std::uint8_t c) { return c == kElision || c == kRepetition; };
        if (end == run_.size() || !is_suffix(run_[end]) || is_word_at(end)) return end;
        if (run_[end] == kElision) {
            if (is_suffix(run_[end - 1])) return end;
            ++end;
        }
        const bool repeats = end < run_.size() && run_[end] == kRepetition && run_[end - 1] != kRepetition;
        return repeats ? end + 1 : end;
    }

    const Dictionary* dictionary_;
    icu::BytesTrie trie_;
    bool is_thai_;
    std::vector<std::uint8_t> run_;  ///< in the block
    std::size_t before_ = 0;         ///< characters of the runs before
    std::vector<Candidates> candidates_;
};

template <std::size_t language>
bool append_words_of(std::string_view run, std::uint32_t offset, WordColumns& words) {
    static const Dictionary dictionary(kLanguages[language]);
    if (!dictionary.is_loaded()) return false;
    thread_local Run reader(dictionary);
    if (!reader.read(run)) return false;
    for (std::size_t begin = 0; begin < reader.size();) {
        const std::size_t end = reader.end_of_word(begin);
        words.append(static_cast<std::uint32_t>(offset + 3 * begin), static_cast<std::uint32_t>(offset + 3 * end),
                     TokenKind::word);
        begin = end;
    }
    return true;
}

}  // namespace

bool append_brahmic_words(std::string_view run, std::uint32_t offset, WordColumns& words) {
    const std::uint32_t first = text::character_at(run, 0).code_point;
    if (first < 0x0E80) return append_words_of<0>(run, offset, words);
    if (first < 0x0F00) return append_words_of<1>(run, offset, words);
    if (first < 0x1780) return append_words_of<2>(run, offset, words);
    return append_words_of<3>(run, offset, words);
}

}  // namespace wirecopy::tokens
