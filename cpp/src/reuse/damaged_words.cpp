#include "wirecopy/reuse/damaged_words.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <mutex>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>

#define XXH_INLINE_ALL
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <xxhash.h>

#include "wirecopy/text/fold.hpp"

#include "token_reader.hpp"

namespace wirecopy::reuse {
namespace {

constexpr std::size_t kShortest = 4;
constexpr std::size_t kLongest = 32;
/// Words of so many letters may have lost two; longer ones would leave too much to compare.
constexpr std::size_t kLong = 8;
constexpr std::size_t kTooLong = 20;
/// Words that stand so often at most are read as a neighbour that is as frequent; others need one this much more so.
constexpr std::uint32_t kRare = 2;
constexpr std::uint32_t kTimesRarer = 20;
/// Of the words that leave the same letters, so many are compared with each.
constexpr std::size_t kCompared = 32;
/// So much of what words leave is looked at in one round, about: half a gigabyte.
constexpr std::size_t kRestsPerRound = std::size_t{1} << 25U;

struct DistinctWord {
    tokens::TokenKey key;
    std::uint32_t count;
    std::u32string letters;
};

std::u32string letters_of(std::string_view word) {
    const std::string folded = text::fold(word);
    std::u32string letters;
    std::size_t alphabetic = 0;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(folded.data());
    const auto size = static_cast<std::int64_t>(folded.size());
    for (std::int64_t at = 0; at < size && letters.size() <= kLongest;) {
        UChar32 letter = 0;
        U8_NEXT(bytes, at, size, letter);
        if (u_isalnum(letter) == 0) continue;
        if (u_isalpha(letter) != 0) ++alphabetic;
        letters.push_back(static_cast<char32_t>(letter));
    }
    if (letters.size() < kShortest || letters.size() > kLongest || 2 * alphabetic < letters.size()) letters.clear();
    return letters;
}

std::size_t most_edits(const std::u32string& letters) {
    return letters.size() >= kLong && letters.size() <= kTooLong ? 2 : 1;
}

/// Whether so many letters put in, left out or replaced make one of the other (Levenshtein, 1966).
bool within(const std::u32string& a, const std::u32string& b, std::size_t edits) {
    if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > edits) return false;
    std::array<std::size_t, kLongest + 1> row{};
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        std::size_t least = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
            least = std::min(least, row[j]);
        }
        if (least > edits) return false;
    }
    return row[b.size()] <= edits;
}

/// What is left of a word, by hash, and the word's rank.
struct Rest {
    std::uint64_t letters;
    std::uint32_t word;
};

/// How many rests a word leaves.
std::size_t rests_of(const std::u32string& letters) {
    const std::size_t size = letters.size();
    return most_edits(letters) == 1 ? 1 + size : 1 + size + size * (size - 1) / 2;
}

/// Calls `add(hash)` for each rest of a word without so many letters, from a place on.
template <typename Add>
void for_each_rest(const std::u32string& letters, std::size_t edits, std::size_t from, const Add& add) {
    add(XXH3_64bits(letters.data(), letters.size() * sizeof(char32_t)));
    if (edits == 0) return;
    for (std::size_t gone = from; gone < letters.size(); ++gone) {
        std::u32string rest = letters;
        rest.erase(gone, 1);
        for_each_rest(rest, edits - 1, gone, add);
    }
}

/// The distinct words that can be read as another, most frequent first.
std::vector<DistinctWord> ranked_words(const documents::Corpus& corpus, const tokens::Tokens* tokens,
                                       const parallel::Control& control) {
    std::unordered_map<tokens::TokenKey, DistinctWord> found;
    std::mutex mutex;
    const auto all = [](std::size_t) { return true; };
    for_each_read(corpus, tokens, control, all, [&](std::size_t d, const tokens::TokenView& view) {
        const std::lock_guard lock(mutex);
        for (std::size_t token = 0; token < view.size(); ++token) {
            if (!view.is_word(token)) continue;
            const auto [entry, is_new] = found.try_emplace(view.key(token), DistinctWord{view.key(token), 0, {}});
            ++entry->second.count;
            if (!is_new) continue;
            const tokens::ByteSpan span = view.span(token);
            entry->second.letters = letters_of(corpus.text(d).substr(span.begin, span.end - span.begin));
        }
    });
    std::vector<DistinctWord> words;
    for (auto& [key, word] : found) {
        if (!word.letters.empty()) words.push_back(std::move(word));
    }
    std::sort(words.begin(), words.end(), [](const DistinctWord& x, const DistinctWord& y) {
        return std::pair(~x.count, x.key) < std::pair(~y.count, y.key);
    });
    return words;
}

bool may_be_read_as(const DistinctWord& rarer, const DistinctWord& other) {
    if (rarer.count > kRare && rarer.count > other.count / kTimesRarer) return false;
    return within(rarer.letters, other.letters, std::min(most_edits(rarer.letters), most_edits(other.letters)));
}

/// For each word, by rank, the one that it is read as.
std::vector<std::uint32_t> readings(const std::vector<DistinctWord>& words, const parallel::Control& control) {
    std::vector<std::uint32_t> reading(words.size());
    std::iota(reading.begin(), reading.end(), 0U);
    const auto compare_all = [&](std::span<const Rest> alike) {
        for (const Rest& one : alike) {
            for (const Rest& other : alike.first(std::min(alike.size(), kCompared))) {
                if (other.word >= reading[one.word]) break;
                if (may_be_read_as(words[one.word], words[other.word])) reading[one.word] = other.word;
            }
        }
    };
    std::size_t all = 0;
    for (const DistinctWord& word : words) all += rests_of(word.letters);
    const std::size_t rounds = 1 + all / kRestsPerRound;
    std::vector<Rest> rests;
    for (std::size_t round = 0; round < rounds; ++round) {
        if (control.checkpoint) control.checkpoint(round, rounds);
        rests.clear();
        for (std::uint32_t word = 0; word < words.size(); ++word) {
            for_each_rest(words[word].letters, most_edits(words[word].letters), 0, [&](std::uint64_t letters) {
                if (letters % rounds == round) rests.push_back({letters, word});
            });
        }
        std::sort(rests.begin(), rests.end(), [](const Rest& x, const Rest& y) {
            return std::tie(x.letters, x.word) < std::tie(y.letters, y.word);
        });
        for (auto first = rests.begin(); first != rests.end();) {
            const auto last =
                std::find_if(first, rests.end(), [&](const Rest& one) { return one.letters != first->letters; });
            compare_all({first, last});
            first = last;
        }
    }
    // Readings are of lower rank: theirs are known.
    for (std::uint32_t word = 0; word < words.size(); ++word) reading[word] = reading[reading[word]];
    return reading;
}

}  // namespace

Readings read_damaged_words(const documents::Corpus& corpus, const tokens::Tokens* tokens,
                            const parallel::Control& control) {
    const std::vector<DistinctWord> words = ranked_words(corpus, tokens, control);
    const std::vector<std::uint32_t> reading = readings(words, control);
    Readings read_as;
    for (std::uint32_t word = 0; word < words.size(); ++word) {
        if (reading[word] != word) read_as.emplace(words[word].key, words[reading[word]].key);
    }
    return read_as;
}

}  // namespace wirecopy::reuse
