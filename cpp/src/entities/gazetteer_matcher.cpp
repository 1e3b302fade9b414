#include <algorithm>
#include <array>
#include <string>

#include <unicode/uchar.h>

#include "wirecopy/entities/gazetteer.hpp"
#include "wirecopy/text/utf8.hpp"
#include "wirecopy/tokens/paragraphs.hpp"

#include "gazetteer_hash.hpp"

namespace wirecopy::entities {
namespace {

constexpr std::uint32_t kCasedWords = 16;  ///< bits of Ending::capitals; further words may be cased as they like
constexpr std::size_t kShort = 32;         ///< letters of two words that are joined without a string
constexpr std::uint32_t kMostWords = 500;  ///< no name has more, whatever a file says

bool has_small_letter(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const text::Character character = text::character_at(text, at);
        if (u_isULowercase(static_cast<UChar32>(character.code_point)) != 0) return true;
        at += character.size;
    }
    return false;
}

bool is_set(std::span<const std::uint64_t> bits, SpellingKey hash) {
    return (bits[word_of_bit(hash, bits.size())] & bit_of(hash)) != 0;
}

template <typename Node>
const Node* find(std::span<const Node> nodes, std::span<const std::uint64_t> bits, SpellingKey hash) {
    if (!is_set(bits, hash)) return nullptr;
    std::size_t place = place_of(hash, nodes.size());
    for (std::size_t tried = 0; tried < nodes.size() && nodes[place].hash != 0; ++tried) {
        if (nodes[place].hash == hash) return &nodes[place];
        place = (place + 1) & (nodes.size() - 1);
    }
    return nullptr;
}

}  // namespace

const std::vector<GazetteerMatcher::Match>& GazetteerMatcher::read(SpellingReader& reader, bool overlapping) {
    reader_ = &reader;
    text_ = reader.text();
    has_paragraphs_ = false;
    matches_.clear();
    names_.clear();
    gather_starts();
    std::uint32_t free = 0;  // the first word that no name took
    const auto elisions = reader.elisions();
    auto elision = elisions.begin();
    for (const std::uint32_t start : tokens_) {
        if (start < free) continue;
        hits_.clear();
        hit_names_.clear();
        begin_ = reader.begin(start);
        walk(start, reader.word(start), {}, 0, false);
        while (elision != elisions.end() && elision->token < start) ++elision;
        if (hits_.empty() && elision != elisions.end() && elision->token == start) {
            begin_ = elision->begin;
            walk(start, reader.word(*elision), {}, 0, false);
        }
        if (hits_.empty()) continue;
        std::sort(hits_.begin(), hits_.end(), [](const Hit& a, const Hit& b) { return a.end < b.end; });
        const Hit longest = hits_.back();
        for (std::size_t k = 0; k < hits_.size(); ++k) {
            const bool is_last_of_span = k + 1 == hits_.size() || hits_[k + 1].end != hits_[k].end;
            if (is_last_of_span && (overlapping || hits_[k].end == longest.end)) take(begin_, hits_[k].end);
        }
        if (!overlapping) free = longest.last + 1;
    }
    name_entities();
    return matches_;
}

/// Lists the words that may begin a name: by their first byte, which leaves few, then by their keys. Most first words
/// of names stand there for something else, so a word counts when it is a name alone, when it and the next one begin a
/// name, or when that is not seen so easily.
void GazetteerMatcher::gather_starts() {
    reader_->gather(gazetteer_->first_bytes_, tokens_);
    starts_.resize(tokens_.size() + 1);
    std::size_t count = 0;
    for (const std::uint32_t token : tokens_) {
        if (reader_->word_from(token) != token) continue;
        const SpelledWord word = reader_->word(token);
        const bool first = is_set(word.capital ? gazetteer_->first_bits_ : gazetteer_->small_bits_, word.key);
        const bool odd = word.stem != 0 || word.hyphen;
        Start& start = starts_[count];
        start.token = token;
        start.end = word.end;
        start.key = word.key;
        start.odd = odd;
        count += static_cast<std::size_t>(first) | static_cast<std::size_t>(odd);
    }
    starts_.resize(count);
    // What is asked lies far apart: it is fetched for all words at once, or each would wait for its own.
    const auto& longer_bits = gazetteer_->longer_bits_;
    for (Start& start : starts_) {
        const std::uint32_t token = reader_->word_from(start.token + 1);
        if (token == reader_->size()) {
            start.second = 0;
            continue;
        }
        const SpelledWord next = reader_->word(token);
        start.second = extended(start.key, 0, next.key);
        start.odd =
            start.odd || next.stem != 0 || next.hyphen || next.begin != start.end + 1 || text_[start.end] != ' ';
        __builtin_prefetch(&longer_bits[word_of_bit(start.second, longer_bits.size())]);
    }
    const auto& first_nodes = gazetteer_->first_nodes_;
    const auto& longer_nodes = gazetteer_->longer_nodes_;
    count = 0;
    for (const Start& start : starts_) {
        const bool second = is_set(longer_bits, start.second);
        const bool alone = is_set(gazetteer_->alone_bits_, start.key);
        if (!second && !alone && !(start.odd && may_go_on(start.token))) continue;
        if (second) __builtin_prefetch(&longer_nodes[place_of(start.second, longer_nodes.size())]);
        __builtin_prefetch(&first_nodes[place_of(start.key, first_nodes.size())]);
        tokens_[count++] = start.token;
    }
    tokens_.resize(count);
    if (reader_->elisions().empty()) return;
    for (const Elision& each : reader_->elisions()) tokens_.push_back(each.token);
    std::inplace_merge(tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(count), tokens_.end());
    tokens_.erase(std::unique(tokens_.begin(), tokens_.end()), tokens_.end());
}

/// Whether a name may begin with the word in another way than alone as it stands, or with the next one after a space.
bool GazetteerMatcher::may_go_on(std::uint32_t token) {
    const SpelledWord word = reader_->word(token);
    if (word.hyphen) return true;
    const auto is_alone = [&](const Stem& stem) { return is_set(gazetteer_->alone_bits_, stem.key); };
    const auto stems = reader_->stems(word);
    if (std::any_of(stems.begin(), stems.end(), is_alone)) return true;
    const std::uint32_t behind = reader_->word_from(token + 1);
    if (behind == reader_->size()) return false;
    const SpelledWord next = reader_->word(behind);
    const bool marks = next.begin != word.end + 1 || text_[word.end] != ' ';
    const auto is_second = [&](const Stem& stem) {
        return is_set(gazetteer_->longer_bits_, extended(word.key, 0, stem.key));
    };
    const auto seconds = reader_->stems(next);
    return next.hyphen || (marks && is_set(gazetteer_->marked_bits_, word.key)) ||
           std::any_of(seconds.begin(), seconds.end(), is_second);
}

/// Tries the word in its forms after the prefix.
void GazetteerMatcher::walk(std::uint32_t token, const SpelledWord& word, const Prefix& prefix, std::uint64_t marks,
                            bool after_hyphen) {
    const bool capital = word.capital || after_hyphen;
    step({token, word, word.key, word.end, true}, prefix, marks, capital);
    for (std::size_t i = 0; i < reader_->stems(word).size(); ++i) {
        const Stem stem = reader_->stems(word)[i];
        step({token, word, stem.key, stem.end, false}, prefix, marks, capital);
    }
    if (!word.hyphen) return;
    const std::uint32_t behind = reader_->word_from(token + 1);
    if (behind == reader_->size()) return;
    const SpelledWord next = reader_->word(behind);
    step({behind, next, joined_key(word, next), next.end, true}, prefix, marks, capital);
}

/// The key of two words that a hyphen joins, as if it were not there.
SpellingKey GazetteerMatcher::joined_key(const SpelledWord& first, const SpelledWord& second) const {
    std::array<char, kShort> letters{};
    std::size_t size = 0;
    for (const SpelledWord* each : {&first, &second}) {
        for (std::uint32_t at = each->begin; at < each->end; ++at) {
            const char c = text_[at];
            const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
            if (size == kShort || ((small < 'a' || small > 'z') && (small < '0' || small > '9'))) {
                std::string joined(text_.substr(first.begin, first.end - first.begin));
                joined += text_.substr(second.begin, second.end - second.begin);
                return spelling_key(spelling(joined, tokens::TokenKind::word));
            }
            letters[size++] = small;
        }
    }
    return spelling_key({letters.data(), size});
}

void GazetteerMatcher::step(const Step& step, const Prefix& prefix, std::uint64_t marks, bool capital) {
    const bool first = prefix.words == 0;
    const SpellingKey hash = first ? step.key : extended(prefix.hash, marks, step.key);
    const Gazetteer::Node* const node = first ? find(gazetteer_->first_nodes_, gazetteer_->first_bits_, hash)
                                              : find(gazetteer_->longer_nodes_, gazetteer_->longer_bits_, hash);
    if (node == nullptr) return;
    Prefix longer{hash, prefix.words + 1, prefix.capitals};
    if (capital && prefix.words < kCasedWords) longer.capitals |= 1U << prefix.words;
    if ((node->ending.flags & Gazetteer::kEnds) != 0) hit(*node, step.token, step.end, longer.capitals);
    if ((node->ending.flags & Gazetteer::kGoesOn) == 0 || !step.goes_on || longer.words >= kMostWords) return;
    const std::uint32_t next = reader_->word_from(step.token + 1);
    if (next == reader_->size()) return;
    const SpelledWord after = reader_->word(next);
    const Joint between = joint(text_, step.last, after);
    if (between.end || (between.line && !same_paragraph(step.last, after))) return;
    walk(next, after, longer, between.marks, step.last.hyphen);
}

bool GazetteerMatcher::same_paragraph(const SpelledWord& before, const SpelledWord& after) {
    if (!has_paragraphs_) {
        paragraphs_.clear();
        tokens::append_paragraphs(text_, tokens::ParagraphRules::reader, paragraphs_);
        has_paragraphs_ = true;
    }
    const auto paragraph =
        std::upper_bound(paragraphs_.begin(), paragraphs_.end(), before.begin,
                         [](std::uint32_t begin, const tokens::ByteSpan& each) { return begin < each.begin; });
    return paragraph != paragraphs_.begin() && after.begin < (paragraph - 1)->end;
}

void GazetteerMatcher::hit(const Gazetteer::Node& node, std::uint32_t last, std::uint32_t end, std::uint32_t capitals) {
    const auto first = static_cast<std::uint32_t>(hit_names_.size());
    const std::string_view surface = text_.substr(begin_, end - begin_);
    const auto add = [&](const Gazetteer::Ending& ending) {
        if (fits(ending, capitals, surface)) hit_names_.push_back(ending.name);
    };
    if ((node.ending.flags & Gazetteer::kManyEnd) == 0) {
        add(node.ending);
    } else {
        const auto& endings = gazetteer_->endings_;
        for (std::size_t i = node.ending.name; i < endings.size(); ++i) {
            add(endings[i]);
            if ((endings[i].flags & Gazetteer::kLastEnds) != 0) break;
        }
    }
    const auto count = static_cast<std::uint32_t>(hit_names_.size()) - first;
    if (count > 0) hits_.push_back({end, last, first, count});
}

bool GazetteerMatcher::fits(const Gazetteer::Ending& ending, std::uint32_t capitals, std::string_view surface) const {
    if (ending.name >= gazetteer_->name_entity_.size()) return false;
    switch (ending.name_case) {
        case NameCase::any:
            return true;
        case NameCase::capitals:
            return (ending.capitals & ~capitals) == 0;
        default:
            if (has_small_letter(surface)) return false;
            return (ending.flags & Gazetteer::kCommon) == 0 || surface.find('.') != std::string_view::npos ||
                   !in_capitals(begin_);
    }
}

/// Whether the line around `begin`, as far as it is looked at, has no small letter, and more than the name.
bool GazetteerMatcher::in_capitals(std::uint32_t begin) const {
    constexpr std::size_t kAround = 200;  // bytes before and after
    constexpr std::size_t kShort = 20;    // bytes; a line of a few words says nothing of its capitals
    const std::size_t start = begin - std::min<std::size_t>(begin, kAround);
    std::string_view line = text_.substr(start, begin - start + kAround);
    const std::size_t before = line.substr(0, begin - start).find_last_of("\n\r");
    const std::size_t after = line.find_first_of("\n\r", begin - start);
    line = line.substr(0, after).substr(before == std::string_view::npos ? 0 : before + 1);
    return line.size() > kShort && !has_small_letter(line);
}

/// Adds the match of all hits that end at `end`.
void GazetteerMatcher::take(std::uint32_t begin, std::uint32_t end) {
    const auto first = static_cast<std::ptrdiff_t>(names_.size());
    for (const Hit& each : hits_) {
        if (each.end != end) continue;
        const auto own = std::span(hit_names_).subspan(each.first, each.count);
        names_.insert(names_.end(), own.begin(), own.end());
    }
    if (names_.end() - names_.begin() - first > 1) {
        std::sort(names_.begin() + first, names_.end());
        names_.erase(std::unique(names_.begin() + first, names_.end()), names_.end());
    }
    const auto count = static_cast<std::uint32_t>(names_.end() - names_.begin() - first);
    matches_.push_back({{begin, end}, static_cast<std::uint32_t>(first), count, Gazetteer::kSeveral});
}

/// Sets the entity of each match whose names are all one entity's.
void GazetteerMatcher::name_entities() {
    const auto& entities = gazetteer_->name_entity_;
    for (Match& match : matches_) {
        const auto own = names(match);
        const std::int32_t entity = entities[own.front()];
        const bool one =
            std::all_of(own.begin(), own.end(), [&](std::uint32_t name) { return entities[name] == entity; });
        match.entity = one ? entity : Gazetteer::kSeveral;
    }
}

}  // namespace wirecopy::entities
