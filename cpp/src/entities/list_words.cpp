#include "list_words.hpp"

#include <unicode/uchar.h>

#include "wirecopy/entities/languages.hpp"
#include "wirecopy/text/fold.hpp"
#include "wirecopy/text/utf8.hpp"
#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::entities {
namespace {

constexpr std::size_t kMostWords = 12;  ///< what is longer is no name to be shortened

bool has_capital(std::string_view word) {
    return u_isUUppercase(static_cast<UChar32>(text::character_at(word, 0).code_point)) != 0;
}

CueBits cues_of(std::string_view word) {
    std::string bare(word);
    std::erase(bare, '.');
    return languages().front().cues(tokens::token_key(bare));
}

}  // namespace

ListedWords::ListedWords(std::string_view name) : name_(name) {
    for (std::size_t begin = 0; begin < name.size();) {
        const std::size_t end = std::min(name.find(' ', begin), name.size());
        std::string_view word = name.substr(begin, end - begin);
        while (word.ends_with(',')) word.remove_suffix(1);
        if (!word.empty()) words_.push_back(word);
        begin = end + 1;
    }
    if (words_.size() > kMostWords) words_.clear();
    for (const std::string_view word : words_) cues_.push_back(cues_of(word));
}

bool ListedWords::is_ascii() const {
    return std::all_of(name_.begin(), name_.end(), [](char c) { return static_cast<signed char>(c) > 0; });
}

std::string ListedWords::joined(std::size_t first, std::size_t end) const {
    std::string result;
    for (std::size_t i = first; i < end; ++i) {
        if (i > first) result += ' ';
        result += words_[i];
    }
    return result;
}

bool ListedWords::is_initial(std::size_t i) const {
    const std::string_view word = words_[i];
    const std::size_t letter = text::character_at(word, 0).size;
    return has_capital(word) && (word.size() == letter || word.substr(letter) == ".");
}

std::size_t ListedWords::without_legal_form() const {
    std::size_t end = size();
    while (end > 1 && (is(end - 1, Cue::legal_form) || is(end - 1, Cue::company)) && has_capital(words_[end - 1]))
        --end;
    const bool joined = end > 1 && end < size() && (words_[end - 1] == "&" || words_[end - 1] == "and");
    return joined ? end - 1 : end;
}

bool ListedWords::begins_with_article() const {
    const std::string_view first = words_.empty() ? std::string_view() : words_.front();
    return first == "The" || first == "Die" || first == "Der" || first == "Das";
}

std::size_t ListedWords::without_generation() const {
    const std::size_t end = size();
    return end > 2 && is(end - 1, Cue::generation) ? end - 1 : end;
}

std::string ListedWords::initials() const {
    std::string result;
    for (const std::string_view word : words_) {
        if (has_capital(word)) result += word.substr(0, text::character_at(word, 0).size);
    }
    return result;
}

Kind ListedWords::kind() const {
    std::string key = text::fold(name_);
    std::erase(key, '.');
    if (is_known_place(key)) return Kind::place;
    if (size() < 2) return Kind::other;
    if (without_legal_form() < size() || is(size() - 1, Cue::organisation)) return Kind::organisation;
    for (std::size_t i = 1; i + 1 < size(); ++i) {
        if (words_[i] == "of" && is(i - 1, Cue::organisation)) return Kind::organisation;
    }
    if (is(size() - 1, Cue::place)) return Kind::place;
    return may_be_person() && is(0, Cue::given_name) ? Kind::person : Kind::other;
}

bool ListedWords::may_be_person() const {
    if (size() < 2 || size() > 4 || is(0, Cue::function_word) || is(0, Cue::demonym)) return false;
    for (std::size_t i = 0; i < size(); ++i) {
        if (i > 0 && (is(i, Cue::organisation) || is(i, Cue::place) || is(i, Cue::legal_form))) return false;
        if (is(i, Cue::known_place) && !is(i, Cue::given_name)) return false;
        if (!has_capital(words_[i]) && !is(i, Cue::particle)) return false;
    }
    return true;
}

}  // namespace wirecopy::entities
