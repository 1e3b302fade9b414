#include "wirecopy/entities/evidence.hpp"

#include "wirecopy/entities/languages.hpp"

namespace wirecopy::entities {
namespace {

constexpr std::size_t kLongestHeadline = 30;  ///< words

// How much more often than names nouns follow an article, an adjective or a number, another capital, none of them, and
// how much longer they are: 100 times the logarithms of the ratios.
constexpr std::int64_t kDetermined = 186;
constexpr std::int64_t kAttributed = 130;
constexpr std::int64_t kFollowing = -130;
constexpr std::int64_t kBare = -55;
constexpr std::int64_t kLetter = 20;  ///< each over
constexpr std::int64_t kLetters = 8;  ///< which are as many in either

bool nouns_have_capitals(const Word& word) {
    return languages()[word.language].nouns_have_capitals();
}

/// Where the evidence of a word is kept. A noun in one language is no noun in another.
tokens::TokenKey place_of(const Word& word) {
    return nouns_have_capitals(word) ? word.key ^ 0x9E3779B97F4A7C15 : word.key;
}

tokens::TokenKey place_of(const Word& word, const Word& number) {
    return (word.key ^ (number.key >> 32 | number.key << 32)) * 0xFF51AFD7ED558CCD;
}

/// No word but small ones lacks a capital: the line may be a headline in title case, or a list of names.
bool may_be_title_case(const std::vector<Word>& words, Line line) {
    if (line.end - line.begin > kLongestHeadline) return false;
    std::size_t capitals = 0;
    for (std::size_t i = line.begin; i < line.end; ++i) {
        const bool small = words[i].is(Cue::function_word) || words[i].is(Cue::particle);
        if (words[i].shape == Shape::lower && !small) return false;
        if (words[i].cased_up() && !small) ++capitals;
    }
    return capitals >= 3;
}

/// An adjective or a number before a noun, as far as one can tell without a dictionary.
bool is_attribute(const Word& word) {
    const bool other = word.is(Cue::function_word) || word.is(Cue::determiner) || word.is(Cue::speech);
    return !other && (word.shape == Shape::number || word.shape == Shape::lower);
}

bool stands_beside(const Word& word) {
    return word.gap == Gap::space || word.gap == Gap::hyphen;
}

bool is_before_number(const std::vector<Word>& words, std::size_t i) {
    return i + 1 < words.size() && words[i + 1].shape == Shape::number && words[i + 1].gap == Gap::space;
}

}  // namespace

const std::vector<Line>& lines_of(const std::vector<Word>& words) {
    thread_local std::vector<Line> lines;
    lines.clear();
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].gap == Gap::line) lines.push_back({i, i});
        lines.back().end = i + 1;
    }
    return lines;
}

bool is_all_capitals(const std::vector<Word>& words, Line line) {
    std::size_t cased = 0;
    std::size_t upper = 0;
    for (std::size_t i = line.begin; i < line.end; ++i) {
        if (words[i].shape != Shape::lower && !words[i].cased_up()) continue;
        ++cased;
        if (words[i].shape == Shape::upper) ++upper;
    }
    return upper > 0 && upper * 10 >= cased * 7;
}

std::uint32_t Evidence::number_of(tokens::TokenKey key) {
    const auto [it, is_new] = numbers_.try_emplace(key, static_cast<std::uint32_t>(counts_.size()));
    if (is_new) counts_.emplace_back();
    return it->second;
}

void Evidence::add(std::vector<Word>& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        Word& word = words[i];
        if (!word.cased_up() && word.shape != Shape::lower) continue;
        word.number = number_of(place_of(word));
        if (word.cased_up() && is_before_number(words, i)) number_of(place_of(word, words[i + 1]));
    }
    for (const Line& line : lines_of(words)) {
        if (is_all_capitals(words, line) || may_be_title_case(words, line)) continue;
        for (std::size_t i = line.begin; i < line.end; ++i) {
            const Word& word = words[i];
            const bool last = i + 1 == line.end;
            // Parts of compounds ("anti-Russia", "Jong-un") follow rules of their own.
            if (word.gap == Gap::hyphen || (!last && words[i + 1].gap == Gap::hyphen)) continue;
            WordEvidence& evidence = counts_[word.number];
            if (word.shape == Shape::lower) ++evidence.lower;
            if (!word.cased_up()) continue;
            const bool follows = i > line.begin && stands_beside(word) && words[i - 1].cased_up();
            const bool leads = !last && stands_beside(words[i + 1]) && words[i + 1].cased_up();
            if (!word.opens && word.shape == Shape::capitalised) {
                ++evidence.capitalised;
                evidence.possessive += word.possessive ? 1 : 0;
            }
            evidence.bare += word.possessive ? 0 : 1;
            if (!word.opens && !follows && !leads) ++evidence.alone;
            if (!leads && (follows || !word.opens)) ++evidence.last;
            if (nouns_have_capitals(word) && i > line.begin && word.gap == Gap::space && !word.opens) {
                evidence.determined += words[i - 1].is(Cue::determiner) ? 1 : 0;
                evidence.attributed += is_attribute(words[i - 1]) ? 1 : 0;
                evidence.following += follows ? 1 : 0;
            }
            if (!last && is_before_number(words, i)) {
                ++evidence.numbered;
                ++counts_[number_of(place_of(word, words[i + 1]))].capitalised;
            }
        }
    }
}

void Evidence::add(const Evidence& other) {
    for (const auto& [key, number] : other.numbers_) {
        const WordEvidence& evidence = other.counts_[number];
        WordEvidence& sum = counts_[number_of(key)];
        sum.lower += evidence.lower;
        sum.capitalised += evidence.capitalised;
        sum.alone += evidence.alone;
        sum.last += evidence.last;
        sum.possessive += evidence.possessive;
        sum.bare += evidence.bare;
        sum.determined += evidence.determined;
        sum.attributed += evidence.attributed;
        sum.following += evidence.following;
        sum.numbered += evidence.numbered;
    }
}

void Evidence::know(const Evidence& all) {
    for (const auto& [key, number] : numbers_) counts_[number] = all.counts_[all.numbers_.at(key)];
}

bool Evidence::is_noun(const Word& word) const {
    if (!nouns_have_capitals(word) || word.shape != Shape::capitalised || word.is(Cue::known_place)) return false;
    if (word.is(Cue::noun) || word.is(Cue::office)) return true;
    const WordEvidence& evidence = of(word);
    const std::int64_t determined = evidence.determined;
    const std::int64_t attributed = evidence.attributed;
    const std::int64_t following = evidence.following;
    const std::int64_t bare = evidence.capitalised - determined - attributed - following;
    const std::int64_t letters = std::int64_t{word.span.end - word.span.begin} - kLetters;
    return kDetermined * determined + kAttributed * attributed + kFollowing * following + kBare * bare +
               kLetter * letters >
           0;
}

bool Evidence::is_common(const Word& word) const {
    const WordEvidence& evidence = of(word);
    return evidence.lower > evidence.capitalised || is_noun(word);
}

bool Evidence::is_name(const Word& word) const {
    const WordEvidence& evidence = of(word);
    return evidence.capitalised > 0 && evidence.capitalised >= evidence.lower && !is_noun(word);
}

bool Evidence::is_numbered(const Word& word, const Word& number) const {
    constexpr std::uint32_t kOften = 8;
    const auto it = numbers_.find(place_of(word, number));
    if (it == numbers_.end()) return false;
    const std::uint32_t together = counts_[it->second].capitalised;
    return together >= 2 && together * kOften >= of(word).numbered;
}

bool Evidence::keeps_possessive(const Word& word) const {
    constexpr std::uint32_t kOften = 5;
    constexpr std::uint32_t kSeldom = 10;  // of so many mentions one is without
    const WordEvidence& evidence = of(word);
    return evidence.possessive >= kOften && evidence.bare * kSeldom <= evidence.bare + evidence.possessive;
}

bool Evidence::is_title_case(const std::vector<Word>& words, Line line) const {
    if (!may_be_title_case(words, line)) return false;
    std::size_t common = 0;
    for (std::size_t i = line.begin; i < line.end; ++i) {
        if (words[i].shape == Shape::capitalised && !words[i].is(Cue::function_word) && is_common(words[i])) {
            ++common;
        }
    }
    return common >= 2;
}

}  // namespace wirecopy::entities
