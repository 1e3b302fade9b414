#include "cjk_words.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <vector>

#include <unicode/ucharstrie.h>

#include "wirecopy/text/utf8.hpp"

#include "icu_dictionary.hpp"

namespace wirecopy::tokens {
namespace {

// Constants of ICU's CjkBreakEngine.
constexpr std::size_t kLongestWord = 20;
constexpr std::uint32_t kUnknownCost = 255;
constexpr std::size_t kLongestKatakana = 20;
constexpr std::array<std::uint32_t, 9> kKatakanaCosts = {8192, 984, 408, 240, 204, 252, 300, 372, 480};

constexpr std::uint32_t kNever = std::numeric_limits<std::uint32_t>::max();
constexpr char16_t kFirst = 0x3005;
constexpr char16_t kEnd = 0xA000;

bool is_katakana(char16_t c) {
    return c >= 0x30A1 && c <= 0x30FE && c != 0x30FB;
}

/// Characters of the engine that are their own normal form (NFKC), whatever of their kind stands beside them.
bool is_plain(std::uint32_t c) {
    return (c >= 0x4E00 && c < kEnd) || (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) ||
           (c >= 0x30FC && c <= 0x30FE) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3005 || c == 0x3007 || c == 0x309D ||
           c == 0x309E;
}

std::uint32_t katakana_cost(std::size_t length) {
    return kKatakanaCosts[length < kKatakanaCosts.size() ? length : 0];
}

/// ICU's dictionary of Chinese and Japanese words.
class Dictionary {
  public:
    Dictionary() : data_("cjdict", IcuDictionary::Trie::uchars) {
        if (data_.trie() == nullptr) return;
        trie_.emplace(reinterpret_cast<const char16_t*>(data_.trie()));
        for (char16_t c = kFirst; c < kEnd; ++c) {
            Start& start = starts_[c - kFirst];
            start.result = trie_->first(c);
            start.state = trie_->getState64();
        }
    }

    bool is_loaded() const { return trie_.has_value(); }
    /// A trie of one's own to walk through.
    icu::UCharsTrie trie() const { return *trie_; }

    /// Calls `visit(length, cost)` for each word of the dictionary with which `run` begins, shortest first.
    template <typename Visit>
    void for_each_word(std::u16string_view run, icu::UCharsTrie& trie, const Visit& visit) const {
        const Start& start = starts_[run[0] - kFirst];
        UStringTrieResult result = start.result;
        trie.resetToState64(start.state);
        const std::size_t most = std::min(run.size(), kLongestWord);
        for (std::size_t length = 1;; ++length) {
            if (USTRINGTRIE_HAS_VALUE(result)) visit(length, static_cast<std::uint32_t>(trie.getValue()));
            if (!USTRINGTRIE_HAS_NEXT(result) || length >= most) return;
            result = trie.next(run[length]);
        }
    }

  private:
    struct Start {
        std::uint64_t state = 0;
        UStringTrieResult result = USTRINGTRIE_NO_MATCH;
    };

    IcuDictionary data_;
    std::optional<icu::UCharsTrie> trie_;
    std::array<Start, kEnd - kFirst> starts_{};
};

/// The cheapest words of one run after another, in memory that is kept.
class Viterbi {
  public:
    explicit Viterbi(const Dictionary& dictionary) : dictionary_(&dictionary), trie_(dictionary.trie()) {}

    /// Sets `run()` to the characters, or returns false where some are not plain.
    bool read(std::string_view bytes) {
        run_.clear();
        for (std::size_t at = 0; at < bytes.size(); at += 3) {
            const text::Character character = text::character_at(bytes, at);
            if (character.size != 3 || !is_plain(character.code_point)) return false;
            run_.push_back(static_cast<char16_t>(character.code_point));
        }
        return true;
    }

    /// Where words begin in the run, backwards, from its end on.
    const std::vector<std::uint32_t>& boundaries() {
        const auto size = static_cast<std::uint32_t>(run_.size());
        steps_.assign(size + 1, {kNever, 0});
        steps_[0].cost = 0;
        bool after_katakana = false;
        for (std::uint32_t at = 0; at < size; ++at) {
            if (steps_[at].cost == kNever) continue;
            take_words(at);
            const bool katakana = is_katakana(run_[at]);
            if (katakana && !after_katakana) take_katakana(at);
            after_katakana = katakana;
        }
        found_.clear();
        for (std::uint32_t at = size; at > 0; at = steps_[at].from) found_.push_back(at);
        return found_;
    }

  private:
    struct Step {
        std::uint32_t cost;
        std::uint32_t from;
    };

    void reach(std::uint32_t from, std::size_t length, std::uint32_t cost) {
        Step& step = steps_[from + length];
        if (steps_[from].cost + cost < step.cost) step = {steps_[from].cost + cost, from};
    }

    void take_words(std::uint32_t at) {
        bool is_word = false;
        dictionary_->for_each_word(std::u16string_view(run_).substr(at), trie_,
                                   [&](std::size_t length, std::uint32_t cost) {
                                       is_word = is_word || length == 1;
                                       reach(at, length, cost);
                                   });
        if (!is_word) reach(at, 1, kUnknownCost);
    }

    void take_katakana(std::uint32_t at) {
        std::size_t length = 1;
        while (at + length < run_.size() && length < kLongestKatakana && is_katakana(run_[at + length])) ++length;
        if (length < kLongestKatakana) reach(at, length, katakana_cost(length));
    }

    const Dictionary* dictionary_;
    icu::UCharsTrie trie_;
    std::u16string run_;
    std::vector<Step> steps_;
    std::vector<std::uint32_t> found_;
};

}  // namespace

bool append_cjk_words(std::string_view run, std::uint32_t offset, WordColumns& words) {
    static const Dictionary dictionary;
    if (!dictionary.is_loaded()) return false;
    thread_local Viterbi viterbi(dictionary);
    if (!viterbi.read(run)) return false;
    const std::vector<std::uint32_t>& ends = viterbi.boundaries();
    std::uint32_t begin = offset;
    for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
        words.append(begin, offset + *end * 3, TokenKind::word);
        begin = offset + *end * 3;
    }
    return true;
}

}  // namespace wirecopy::tokens
