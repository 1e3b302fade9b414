#include "gazetteer_builder.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

#include <unicode/uchar.h>

#include "wirecopy/entities/languages.hpp"
#include "wirecopy/text/utf8.hpp"
#include "wirecopy/tokens/tokenize.hpp"

#include "gazetteer_hash.hpp"

namespace wirecopy::entities {
namespace {

constexpr std::size_t kMostParts = 500;   ///< words of a name
constexpr std::size_t kJoinedParts = 64;  ///< bits of a set of joints; further parts are written apart
constexpr std::size_t kCasedParts = 16;   ///< bits of Ending::capitals
constexpr std::size_t kMostJoints = 3;    ///< hyphens of which every subset may be missing
constexpr std::size_t kBitsPerNode = 8;
constexpr std::size_t kSparse = 4;  ///< as many more for tables that are small

constexpr std::uint8_t kSmall = 0x20;  ///< what makes a capital of ASCII small

std::vector<std::uint64_t> bits_of(std::size_t count) {
    return std::vector<std::uint64_t>(std::bit_ceil(std::max<std::size_t>(64, count * kBitsPerNode / 64)));
}

void set(std::vector<std::uint64_t>& bits, SpellingKey hash) {
    bits[word_of_bit(hash, bits.size())] |= bit_of(hash);
}

std::vector<std::uint64_t> bits_of(const std::vector<SpellingKey>& keys) {
    std::vector<std::uint64_t> bits = bits_of(keys.size() * kSparse);
    for (const SpellingKey key : keys) set(bits, key);
    return bits;
}

struct Letters {
    std::size_t capitals = 0;
    std::size_t small = 0;
};

Letters letters_of(std::string_view text) {
    Letters letters;
    for (std::size_t at = 0; at < text.size();) {
        const text::Character character = text::character_at(text, at);
        const auto c = static_cast<UChar32>(character.code_point);
        if (u_isUUppercase(c) != 0 || u_istitle(c) != 0) ++letters.capitals;
        if (u_isULowercase(c) != 0) ++letters.small;
        at += character.size;
    }
    return letters;
}

bool is_one_letter(std::string_view word) {
    return !word.empty() && text::character_at(word, 0).size == word.size() &&
           u_isalpha(static_cast<UChar32>(text::character_at(word, 0).code_point)) != 0;
}

bool is_function_word(std::string_view name) {
    std::string bare(name);
    std::erase(bare, '.');
    return (languages().front().cues(tokens::token_key(bare)) & bit(Cue::function_word)) != 0;
}

}  // namespace

GazetteerBuilder::GazetteerBuilder() {
    // Of letters and digits of ASCII it is known where names begin with them; no word begins with another mark of
    // ASCII.
    std::fill(first_bytes_.begin() + 128, first_bytes_.end(), std::uint8_t{1});
    first_bytes_['_'] = 1;
}

NameCase GazetteerBuilder::add(std::uint32_t row, std::string_view name, std::uint8_t given_case) {
    read_parts(name);
    if (parts_.empty()) throw std::invalid_argument("the name '" + std::string(name) + "' holds no word");
    if (parts_.size() > kMostParts) {
        throw std::invalid_argument("the name '" + std::string(name.substr(0, 60)) + "...' has " +
                                    std::to_string(parts_.size()) + " words; names have at most " +
                                    std::to_string(kMostParts));
    }
    const NameCase name_case = case_of(name, given_case);
    const bool common = name_case == NameCase::acronym && is_function_word(name);
    const std::uint8_t flags = common ? Gazetteer::kCommon : 0;
    std::uint64_t joints = 0;
    const std::size_t parts = std::min(parts_.size(), kJoinedParts);
    for (std::size_t i = 1; i < parts; ++i) {
        if (parts_[i].joinable) joints |= std::uint64_t{1} << i;
    }
    add_written(0, row, name_case, flags);
    if (static_cast<std::size_t>(std::popcount(joints)) <= kMostJoints) {
        for (std::uint64_t some = joints; some != 0; some = (some - 1) & joints)
            add_written(some, row, name_case, flags);
    } else {
        add_written(joints, row, name_case, flags);
        for (std::uint64_t rest = joints; rest != 0; rest &= rest - 1) {
            add_written(rest & (~rest + 1), row, name_case, flags);
        }
    }
    for (std::size_t i = 1; i < parts && parts_.size() > 2; ++i) {
        if (parts_[i].spaced && !parts_[i].joinable) add_written(std::uint64_t{1} << i, row, name_case, flags);
    }
    return name_case;
}

void GazetteerBuilder::read_parts(std::string_view name) {
    parts_.clear();
    reader_.read(name);
    const auto words = reader_.words();
    for (std::size_t i = 0; i < words.size(); ++i) {
        const SpelledWord& word = words[i];
        const Joint before = i == 0 ? Joint{0, false, false} : joint(name, words[i - 1], word);
        const std::string_view surface = name.substr(word.begin, word.end - word.begin);
        const bool hyphen = i > 0 && words[i - 1].hyphen;
        if (word.initials) {  // "J.K." is "J. K."
            std::uint64_t marks = before.marks;
            for (std::size_t at = 0; at < surface.size();) {
                const std::size_t size = text::character_at(surface, at).size;
                const std::string_view letter = surface.substr(at, size);
                at += size;
                if (letter == ".") continue;
                const bool first = letter.data() == surface.data();
                const SpellingKey key = spelling_key(spelling(letter, tokens::TokenKind::word));
                parts_.push_back({letter, key, marks, letters_of(letter).capitals > 0, !first, first && i > 0});
                marks = 0;
            }
            continue;
        }
        const bool both_letters = i > 0 && is_one_letter(surface) && is_one_letter(parts_.back().surface);
        const bool spaced = i > 0 && before.marks == 0 && word.begin > words[i - 1].end && !hyphen;
        const bool joinable = before.marks == 0 && (hyphen || (spaced && both_letters));
        parts_.push_back({surface, word.key, before.marks, word.capital && !hyphen, joinable, spaced});
    }
}

NameCase GazetteerBuilder::case_of(std::string_view name, std::uint8_t given) const {
    if (given != Gazetteer::kAutomatic) return static_cast<NameCase>(given);
    const bool one_word = std::all_of(parts_.begin() + 1, parts_.end(), [](const Part& p) {
        return p.joinable && !p.spaced && is_one_letter(p.surface);
    });
    const Letters letters = letters_of(name);
    if (one_word && letters.capitals > 0 && letters.small == 0 &&
        (letters.capitals > 1 || parts_.front().surface.size() > 1)) {
        return NameCase::acronym;
    }
    const bool asks = std::any_of(parts_.begin(), parts_.end(), [](const Part& part) { return part.capital; });
    return asks ? NameCase::capitals : NameCase::any;
}

/// Adds the name with the parts of `joined` (a bit each) in one with those before them.
void GazetteerBuilder::add_written(std::uint64_t joined, std::uint32_t row, NameCase name_case, std::uint8_t flags) {
    SpellingKey hash = 0;
    std::size_t words = 0;
    std::uint32_t capitals = 0;
    for (std::size_t i = 0; i < parts_.size();) {
        std::size_t end = i + 1;
        while (end < std::min(parts_.size(), kJoinedParts) && (joined >> end & 1U) != 0) ++end;
        SpellingKey key = parts_[i].key;
        if (end > i + 1) {
            std::string whole;
            for (std::size_t k = i; k < end; ++k) whole += parts_[k].surface;
            key = spelling_key(spelling(whole, tokens::TokenKind::word));
        }
        if (words > 0) (words == 1 ? first_nodes_ : longer_nodes_)[hash].ending.flags |= Gazetteer::kGoesOn;
        hash = words == 0 ? key : extended(hash, parts_[i].marks, key);
        if (parts_[i].capital && words < kCasedParts) capitals |= 1U << words;
        if (words == 0) add_start(parts_.front().surface, key, capitals == 0 || name_case == NameCase::any);
        if (words == 0 && end < parts_.size() && parts_[end].marks != 0) marked_starts_.push_back(key);
        ++words;
        i = end;
    }
    if (words == 1) alone_.push_back(hash);
    placed_.push_back({hash, words == 1, {row, static_cast<std::uint16_t>(capitals), name_case, flags}});
}

/// Notes how a name begins; `small`: it needs no capital.
void GazetteerBuilder::add_start(std::string_view surface, SpellingKey key, bool small) {
    if (small) small_starts_.push_back(key);
    const bool is_ascii = static_cast<signed char>(surface.front()) > 0;
    const std::string spelled = is_ascii ? std::string() : spelling(surface, tokens::TokenKind::word);
    if (!is_ascii && spelled.empty()) return;
    const auto first = static_cast<std::uint8_t>(is_ascii ? surface.front() : spelled.front());
    const auto letter = static_cast<std::uint8_t>(first | kSmall);
    const bool is_letter = letter >= 'a' && letter <= 'z';
    first_bytes_[is_letter ? letter & ~kSmall : first] = 1;
    if (is_letter && small) first_bytes_[letter] = 1;
}

std::vector<std::uint64_t> GazetteerBuilder::alone_bits() const {
    return bits_of(alone_);
}

std::vector<std::uint64_t> GazetteerBuilder::small_bits() const {
    return bits_of(small_starts_);
}

std::vector<std::uint64_t> GazetteerBuilder::marked_bits() const {
    return bits_of(marked_starts_);
}

void GazetteerBuilder::finish() {
    std::sort(placed_.begin(), placed_.end(), [](const Placed& a, const Placed& b) {
        return std::tuple(a.first, a.hash, a.ending.name) < std::tuple(b.first, b.hash, b.ending.name);
    });
    for (std::size_t i = 0; i < placed_.size();) {
        Ending& own = (placed_[i].first ? first_nodes_ : longer_nodes_)[placed_[i].hash].ending;
        const auto goes_on = static_cast<std::uint8_t>(own.flags & Gazetteer::kGoesOn);
        std::size_t end = i + 1;
        while (end < placed_.size() && placed_[end].hash == placed_[i].hash && placed_[end].first == placed_[i].first) {
            ++end;
        }
        if (end == i + 1) {
            own = placed_[i].ending;
        } else {
            own = {static_cast<std::uint32_t>(endings_.size()), 0, NameCase::any, Gazetteer::kManyEnd};
            for (std::size_t k = i; k < end; ++k) endings_.push_back(placed_[k].ending);
            endings_.back().flags |= Gazetteer::kLastEnds;
        }
        own.flags = static_cast<std::uint8_t>(own.flags | goes_on | Gazetteer::kEnds);
        i = end;
    }
    std::exchange(placed_, {});
}

NodeTable::Node& NodeTable::operator[](SpellingKey hash) {
    if (hash == 0) hash = 1;
    if (used_ * 4 >= nodes_.size() * 3) grow();
    std::size_t place = place_of(hash, nodes_.size());
    while (nodes_[place].hash != 0 && nodes_[place].hash != hash) place = (place + 1) & (nodes_.size() - 1);
    if (nodes_[place].hash == 0) {
        nodes_[place].hash = hash;
        ++used_;
    }
    return nodes_[place];
}

std::vector<std::uint64_t> NodeTable::bits() const {
    std::vector<std::uint64_t> bits = bits_of(used_);
    for (const Node& each : nodes_) {
        if (each.hash != 0) set(bits, each.hash);
    }
    return bits;
}

void NodeTable::grow() {
    std::vector<Node> old(nodes_.size() * 2);
    old.swap(nodes_);
    for (const Node& each : old) {
        if (each.hash == 0) continue;
        std::size_t place = place_of(each.hash, nodes_.size());
        while (nodes_[place].hash != 0) place = (place + 1) & (nodes_.size() - 1);
        nodes_[place] = each;
    }
}

}  // namespace wirecopy::entities
