#include "wirecopy/entities/name_keys.hpp"

#include <algorithm>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "wirecopy/entities/languages.hpp"
#include "wirecopy/tokens/tokenize.hpp"

namespace wirecopy::entities {
namespace {

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15;
    return hash ^ hash >> 32U;
}

std::uint64_t hash_of(std::string_view text) {
    return XXH3_64bits(text.data(), text.size());
}

bool begins_with(std::string_view full, std::string_view part) {
    return full.size() > part.size() && full.starts_with(part) && full[part.size()] == ' ';
}

bool ends_with(std::string_view full, std::string_view part) {
    return full.size() > part.size() && full.ends_with(part) && full[full.size() - part.size() - 1] == ' ';
}

}  // namespace

std::uint64_t key_hash(const std::vector<Word>& words, std::size_t first, std::size_t last) {
    std::uint64_t hash = 0;
    for (std::size_t i = first; i <= last; ++i) hash = mixed(hash, words[i].key);
    return hash;
}

KeyId KeyTexts::add(std::string_view text) {
    const auto [it, is_new] = numbers_.try_emplace(hash_of(text), static_cast<KeyId>(size()));
    if (is_new) {
        texts_ += text;
        begins_.push_back(texts_.size());
    }
    return it->second;
}

KeyId KeyTexts::find(std::string_view text) const {
    const auto it = numbers_.find(hash_of(text));
    return it == numbers_.end() ? kNoKey : it->second;
}

KeyId KeyReader::read(std::string_view text, const std::vector<Word>& words, std::size_t first, std::size_t last) {
    const auto [it, is_new] = read_.try_emplace(key_hash(words, first, last), kNoKey);
    if (is_new) it.value() = add(name_key(text, words, first, last));
    return it->second;
}

KeyId KeyReader::add(std::string_view key) {
    const KeyId number = texts_.add(key);
    if (number == known_places_.size()) {
        known_places_.push_back(key.find(' ') != std::string_view::npos && entities::is_known_place(std::string(key)));
    }
    return number;
}

KeyId NameKeys::add(std::string_view text) {
    if (const KeyId known = texts_.find(text); known != kNoKey) return known;
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos) {
        const bool family = (languages().front().cues(tokens::token_key(text)) & bit(Cue::family_name_first)) != 0;
        const KeyId key = texts_.add(text);
        keys_.push_back({key, key, mixed(0, first_code_point(text)), family});
        return key;
    }
    Key key{add(text.substr(0, space)), add(text.substr(text.rfind(' ') + 1)), 0, false};
    for (const std::string_view part : parts_of(text)) key.initials = mixed(key.initials, first_code_point(part));
    const KeyId number = texts_.add(text);
    keys_.push_back(key);
    return number;
}

std::uint64_t NameKeys::letters(KeyId key) const {
    std::uint64_t hash = 0;
    for (const char32_t letter : code_points(text(key))) hash = mixed(hash, letter);
    return hash;
}

bool NameKeys::begins_with(KeyId full, KeyId part) const {
    if (is_one_word(part)) return first(full) == part && full != part;
    return !is_one_word(full) && entities::begins_with(text(full), text(part));
}

bool NameKeys::ends_with(KeyId full, KeyId part) const {
    if (is_one_word(part)) return last(full) == part && full != part;
    return !is_one_word(full) && entities::ends_with(text(full), text(part));
}

bool NameKeys::is_surname(KeyId part, KeyId full) const {
    return ends_with(full, part) || (keys_[part].family_name_first && begins_with(full, part));
}

std::vector<std::string_view> parts_of(std::string_view key) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= key.size();) {
        const std::size_t end = std::min(key.find(' ', begin), key.size());
        parts.push_back(key.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

bool are_initials(std::string_view acronym, std::string_view full) {
    const std::vector<std::string_view> parts = parts_of(full);
    const std::u32string letters = code_points(acronym);
    if (letters.size() < 2 || letters.size() * 2 < parts.size() || letters.front() != first_code_point(full))
        return false;
    std::size_t matched = 0;
    for (const std::string_view part : parts) {
        if (matched < letters.size() && first_code_point(part) == letters[matched]) ++matched;
    }
    return matched == letters.size();
}

}  // namespace wirecopy::entities
