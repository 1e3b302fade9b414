#include "wirecopy/entities/evidence.hpp"

#include "wirecopy/entities/cues.hpp"

namespace wirecopy::entities {
namespace {

constexpr std::size_t kLongestHeadline = 30;  ///< words

/// No word but small ones lacks a capital: the line may be a headline in title case, or a list of names.
bool may_be_title_case(const std::vector<Word>& words, Line line) {
    if (line.end - line.begin > kLongestHeadline) return false;
    std::size_t capitals = 0;
    for (std::size_t i = line.begin; i < line.end; ++i) {
        const bool small = cues().function_words.contains(words[i].key) || cues().particles.contains(words[i].key);
        if (words[i].shape == Shape::lower && !small) return false;
        if (words[i].cased_up() && !small) ++capitals;
    }
    return capitals >= 3;
}

bool stands_beside(const Word& word) {
    return word.gap == Gap::space || word.gap == Gap::hyphen;
}

}  // namespace

std::vector<Line> lines_of(const std::vector<Word>& words) {
    std::vector<Line> lines;
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

void Evidence::add(const std::vector<Word>& words) {
    for (const Line& line : lines_of(words)) {
        if (is_all_capitals(words, line) || may_be_title_case(words, line)) continue;
        for (std::size_t i = line.begin; i < line.end; ++i) {
            const Word& word = words[i];
            const bool last = i + 1 == line.end;
            // Parts of compounds ("anti-Russia", "Jong-un") follow rules of their own.
            if (word.gap == Gap::hyphen || (!last && words[i + 1].gap == Gap::hyphen)) continue;
            if (word.shape == Shape::lower) ++words_[word.key].lower;
            if (!word.cased_up()) continue;
            const bool follows = i > line.begin && stands_beside(word) && words[i - 1].cased_up();
            const bool leads = !last && stands_beside(words[i + 1]) && words[i + 1].cased_up();
            WordEvidence& evidence = words_[word.key];
            if (!word.opens && word.shape == Shape::capitalised) ++evidence.capitalised;
            if (!word.opens && !follows && !leads) ++evidence.alone;
            if (!leads && (follows || !word.opens)) ++evidence.last;
        }
    }
}

void Evidence::add(const Evidence& other) {
    for (const auto& [key, evidence] : other.words_) {
        WordEvidence& sum = words_[key];
        sum.lower += evidence.lower;
        sum.capitalised += evidence.capitalised;
        sum.alone += evidence.alone;
        sum.last += evidence.last;
    }
}

WordEvidence Evidence::of(tokens::TokenKey key) const {
    const auto it = words_.find(key);
    return it == words_.end() ? WordEvidence{} : it->second;
}

bool Evidence::is_common(const Word& word) const {
    const WordEvidence evidence = of(word.key);
    return evidence.lower > evidence.capitalised;
}

bool Evidence::is_name(const Word& word) const {
    const WordEvidence evidence = of(word.key);
    return evidence.capitalised > 0 && evidence.capitalised >= evidence.lower;
}

bool Evidence::is_title_case(const std::vector<Word>& words, Line line) const {
    if (!may_be_title_case(words, line)) return false;
    std::size_t common = 0;
    for (std::size_t i = line.begin; i < line.end; ++i) {
        if (words[i].shape == Shape::capitalised && !cues().function_words.contains(words[i].key) &&
            is_common(words[i])) {
            ++common;
        }
    }
    return common >= 2;
}

}  // namespace wirecopy::entities
