#include "endings.hpp"

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

#include "wirecopy/text/utf8.hpp"

namespace wirecopy::entities {
namespace {

constexpr const char* kEndings =
#include "cues/endings.txt"
    ;
constexpr const char* kLanguages =
#include "cues/ending_languages.txt"
    ;

/// The lines of a list, in words; lines that begin with '#' are comments.
std::vector<std::vector<std::string>> lines_of(const char* list) {
    std::vector<std::vector<std::string>> lines;
    std::istringstream text(list);
    for (std::string line; std::getline(text, line);) {
        std::istringstream words(line);
        std::vector<std::string> found;
        for (std::string word; words >> word;) found.push_back(word);
        if (!found.empty() && found.front() != "#") lines.push_back(found);
    }
    return lines;
}

/// The endings of languages for which words are listed (`by_words`), or of the others.
std::vector<Endings> listed(bool by_words) {
    using After = Endings::Ending::After;
    std::map<std::string, std::vector<std::string>> words;
    for (const auto& line : lines_of(kLanguages)) {
        words[line.front()].insert(words[line.front()].end(), line.begin() + 1, line.end());
    }
    std::map<std::string, std::vector<Endings::Ending>> endings;
    for (const auto& line : lines_of(kEndings)) {
        const After after = line[2] == "vowel" ? After::vowel : line[2] == "consonant" ? After::consonant : After::any;
        for (std::size_t i = 3; i < line.size(); ++i)
            endings[line[0]].push_back({line[i], after, line[1] == "particles"});
    }
    std::vector<Endings> result;
    std::vector<Endings::Ending> others;
    for (const auto& [language, own] : endings) {
        const auto known_by = words.find(language);
        if (known_by == words.end()) {
            others.insert(others.end(), own.begin(), own.end());
        } else if (by_words) {
            result.emplace_back(own, known_by->second);
        }
    }
    if (!by_words) result.emplace_back(std::move(others), std::vector<std::string>());
    return result;
}

/// Whether a Hangul syllable ends with a consonant; other letters may be said either way.
bool may_stand(Endings::Ending::After after, std::string_view stem) {
    using After = Endings::Ending::After;
    if (after == After::any) return true;
    std::size_t at = stem.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(stem[at]) & 0xC0U) == 0x80) --at;
    const std::uint32_t letter = text::character_at(stem, at).code_point;
    constexpr std::uint32_t first = 0xAC00;
    constexpr std::uint32_t last = 0xD7A3;
    constexpr std::uint32_t finals = 28;
    if (letter < first || letter > last) return true;
    return ((letter - first) % finals != 0) == (after == After::consonant);
}

}  // namespace

Endings::Endings(std::vector<Ending> endings, const std::vector<std::string>& words) : endings_(std::move(endings)) {
    for (const std::string& word : words) {
        if (word.starts_with('-')) {
            letters_.push_back(word.substr(1));
            continue;
        }
        const SpellingKey key = spelling_key(spelling(word, tokens::TokenKind::word));
        bits_[(key >> 6U) % bits_.size()] |= std::uint64_t{1} << (key & 63U);
    }
}

const Endings& Endings::of_letters() {
    static const Endings endings = std::move(listed(false).front());
    return endings;
}

std::span<const Endings> Endings::of_languages() {
    static const std::vector<Endings> endings = listed(true);
    return endings;
}

void Endings::append_cuts(std::string_view word, std::vector<WordCut>& cuts) const {
    const auto first = static_cast<std::ptrdiff_t>(cuts.size());
    const auto add = [&](std::string_view whole, bool again) {
        for (const Ending& ending : endings_) {
            if (whole.size() <= ending.letters.size() || !whole.ends_with(ending.letters)) continue;
            if (again && !ending.particle) continue;
            const auto stem = static_cast<std::uint32_t>(whole.size() - ending.letters.size());
            if (!may_stand(ending.after, word.substr(0, stem)) || cuts.size() >= first + kMost) continue;
            const auto own = cuts.begin() + first;
            if (std::any_of(own, cuts.end(), [&](const WordCut& cut) { return cut.stem == stem; })) continue;
            cuts.push_back({stem, ending.particle ? stem : static_cast<std::uint32_t>(word.size())});
        }
    };
    add(word, false);
    for (auto i = static_cast<std::size_t>(first); i < cuts.size(); ++i) add(word.substr(0, cuts[i].stem), true);
    std::sort(cuts.begin() + first, cuts.end(), [](const WordCut& a, const WordCut& b) { return a.stem > b.stem; });
}

std::size_t Endings::count(std::span<const FirstWord> words) const {
    constexpr std::size_t kByLetter = 3;
    std::size_t own = 0;
    for (const FirstWord& word : words) {
        own += bits_[(word.key >> 6U) % bits_.size()] >> (word.key & 63U) & 1U;
        if (word.small.empty()) continue;
        const auto has = [&](const std::string& letter) { return word.small.find(letter) != std::string_view::npos; };
        if (std::any_of(letters_.begin(), letters_.end(), has)) own += kByLetter;
    }
    return own;
}

bool Endings::may_be_spoken_in(std::span<const FirstWord> words) const {
    constexpr std::size_t kLeast = 3;
    return count(words.first(std::min(words.size(), kFirstWords))) >= kLeast;
}

bool Endings::spoken_in(std::span<const FirstWord> words) const {
    constexpr std::size_t kShare = 10;  // one in so many
    return may_be_spoken_in(words) && count(words) * kShare >= words.size();
}

}  // namespace wirecopy::entities
