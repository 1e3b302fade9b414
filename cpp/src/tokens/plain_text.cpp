#include "plain_text.hpp"

#include <cstring>
#include <utility>

#include "wirecopy/text/utf8.hpp"

namespace wirecopy::tokens {
namespace {

constexpr std::string_view kAsciiSpaces = " \t\n\v\f\r";
constexpr std::string_view kSpace = "\u2581";
constexpr int kEndOfAscii = 128;

std::vector<std::uint32_t> units_of(std::string_view map) {
    if (map.empty()) return {};
    std::uint32_t size = 0;
    std::memcpy(&size, map.data(), sizeof size);
    std::vector<std::uint32_t> units(size / sizeof(std::uint32_t));
    std::memcpy(units.data(), map.data() + sizeof size, units.size() * sizeof(std::uint32_t));
    return units;
}

ByteTrie trie_of(const std::vector<std::string_view>& symbols) {
    std::vector<std::pair<std::string_view, std::int32_t>> keys;
    for (const std::string_view symbol : symbols) keys.emplace_back(symbol, 0);
    return ByteTrie(std::move(keys));
}

/// Whether a key goes on from `place` with a byte below `end`.
bool goes_on(const ByteTrie& trie, const ByteTrie::Place& place, int end = 256) {
    for (int byte = 1; byte < end; ++byte) {
        ByteTrie::Place next = place;
        if (trie.step(next, static_cast<char>(byte))) return true;
    }
    return false;
}

/// Whether a key of `trie` is `byte`, or begins with it and goes on in ASCII.
bool begins_ascii(const ByteTrie& trie, char byte) {
    ByteTrie::Place place = trie.root();
    return trie.step(place, byte) && (trie.value(place) >= 0 || goes_on(trie, place, kEndOfAscii));
}

}  // namespace

PlainText::PlainText(std::string_view map, const std::vector<std::string_view>& symbols)
    : map_(units_of(map)), symbols_(trie_of(symbols)) {
    for (std::size_t c = 1; c < is_plain_.size(); ++c) {
        const char byte = static_cast<char>(c);
        is_plain_[c] = !begins_ascii(map_, byte) && !begins_ascii(symbols_, byte);
    }
}

bool PlainText::is_plain(std::string_view text) const {
    const auto is_ascii = [text](std::size_t at) { return static_cast<unsigned char>(text[at]) < 0x80; };
    for (std::size_t at = 0; at < text.size();) {
        const bool alone = is_ascii(at) && (at + 1 == text.size() || is_ascii(at + 1));
        if (alone && is_plain_[static_cast<unsigned char>(text[at])]) {
            ++at;
            continue;
        }
        const std::string_view rest = text.substr(at);
        if (rest.starts_with(kSpace) || map_.longest_key(rest) > 0 || symbols_.longest_key(rest) > 0) return false;
        at += text::character_at(text, at).size;
    }
    return true;
}

std::string PlainText::spaces_inside_keys() const {
    std::string found;
    std::vector<bool> seen(map_.size());
    std::vector<ByteTrie::Place> open{map_.root()};
    while (!open.empty()) {
        const ByteTrie::Place parent = open.back();
        open.pop_back();
        for (int byte = 1; byte < 256; ++byte) {
            ByteTrie::Place child = parent;
            if (!map_.step(child, static_cast<char>(byte))) continue;
            // A key that begins with a space matters only where it goes on.
            const bool inside = parent.at != 0 || goes_on(map_, child);
            if (inside && kAsciiSpaces.find(static_cast<char>(byte)) != std::string_view::npos) {
                found += static_cast<char>(byte);
            }
            if (seen[child.at]) continue;
            seen[child.at] = true;
            open.push_back(child);
        }
    }
    return found;
}

}  // namespace wirecopy::tokens
