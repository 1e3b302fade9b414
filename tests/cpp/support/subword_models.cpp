#include "support/subword_models.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <map>
#include <set>
#include <string_view>

#include <third_party/darts_clone/darts.h>

namespace wirecopy::testing {
namespace {

// The parts of the Protocol Buffers format that a ModelProto (sentencepiece_model.proto) needs.
constexpr unsigned kVarint = 0;
constexpr unsigned kBytes = 2;
constexpr unsigned kFloat = 5;

std::string varint(std::uint64_t value) {
    std::string bytes;
    for (; value >= 0x80; value >>= 7U) bytes.push_back(static_cast<char>((value & 0x7FU) | 0x80U));
    bytes.push_back(static_cast<char>(value));
    return bytes;
}

std::string number(unsigned field, std::uint64_t value) {
    return varint(field << 3U | kVarint) + varint(value);
}

std::string bytes(unsigned field, std::string_view value) {
    return varint(field << 3U | kBytes) + varint(value.size()) + std::string(value);
}

std::string little_endian(std::uint32_t value) {
    std::string result;
    for (unsigned shift = 0; shift < 32; shift += 8) result.push_back(static_cast<char>(value >> shift & 0xFFU));
    return result;
}

std::string score(unsigned field, float value) {
    return varint(field << 3U | kFloat) + little_endian(std::bit_cast<std::uint32_t>(value));
}

std::string piece(const Piece& one) {
    return bytes(1, bytes(1, one.surface) + score(2, one.score) + number(3, one.kind));
}

/// "<size of the trie><double array from keys to places><values, each ended by a zero>"
std::string character_map(const std::map<std::string, std::string>& replaced) {
    if (replaced.empty()) return {};
    std::vector<const char*> keys;
    std::vector<std::size_t> lengths;
    std::vector<int> places;
    std::string values;
    for (const auto& [key, value] : replaced) {
        keys.push_back(key.data());
        lengths.push_back(key.size());
        places.push_back(static_cast<int>(values.size()));
        values += value + '\0';
    }
    Darts::DoubleArray trie;
    trie.build(keys.size(), keys.data(), lengths.data(), places.data());
    const std::string_view array(static_cast<const char*>(trie.array()), trie.size() * trie.unit_size());
    return little_endian(static_cast<std::uint32_t>(array.size())) + std::string(array) + values;
}

constexpr std::array kLetters = {"a", "b", "c", "é", "€", "▁", " ", ",", "1"};
constexpr std::array kSpaces = {" ", " ", " ", "  ", "\n", "\t", "\u00a0", "\u200b", "▁", "\r\n"};

template <std::size_t size>
std::string any(Random& random, const std::array<const char*, size>& of) {
    return of.at(below(random, size));
}

bool chance(Random& random, std::size_t one_in) {
    return below(random, one_in) == 0;
}

}  // namespace

std::string bytes_of(const SubwordModel& model) {
    std::string result =
        piece({"<unk>", 0, Piece::unknown}) + piece({"<s>", 0, Piece::control}) + piece({"</s>", 0, Piece::control});
    for (const Piece& one : model.pieces) result += piece(one);
    for (unsigned byte = 0; model.byte_fallback && byte < 256; ++byte) {
        constexpr std::string_view kDigits = "0123456789ABCDEF";
        result += piece({std::string("<0x") + kDigits[byte / 16] + kDigits[byte % 16] + ">", 0, Piece::byte});
    }
    const std::string trainer =
        number(3, model.type) + number(24, model.whitespace_as_suffix) + number(35, model.byte_fallback);
    const std::string normalizer = bytes(2, character_map({model.replaced.begin(), model.replaced.end()})) +
                                   number(3, model.add_dummy_prefix) + number(4, model.remove_extra_whitespaces) +
                                   number(5, model.escape_whitespaces);
    return result + bytes(2, trainer) + bytes(3, normalizer);
}

std::string unigram_model(const std::vector<Piece>& pieces) {
    return bytes_of({.pieces = pieces});
}

SubwordModel random_model(Random& random) {
    SubwordModel model;
    model.type = chance(random, 3) ? SubwordModel::bpe : SubwordModel::unigram;
    if (chance(random, 12)) model.type = chance(random, 2) ? SubwordModel::word : SubwordModel::character;
    std::set<std::string> surfaces{"▁"};
    const bool spaces_inside = chance(random, 4);
    for (std::size_t i = below(random, 30); i-- > 0;) {
        std::string surface = chance(random, 3) ? "▁" : "";
        for (std::size_t length = 1 + below(random, 3); length-- > 0;) {
            surface += any(random, kLetters);
            if (!spaces_inside && surface.size() > 3 && surface.ends_with("▁")) surface = "▁▁";
        }
        surfaces.insert(surface);
    }
    if (chance(random, 8)) surfaces.erase("▁");
    const bool special = chance(random, 3);
    for (const std::string& surface : surfaces) {
        const float value = chance(random, 2) ? -static_cast<float>(below(random, 5))
                                              : -static_cast<float>(below(random, 1000)) / 97.0F;
        const auto kind =
            special && chance(random, 4) ? (chance(random, 2) ? Piece::unused : Piece::user_defined) : Piece::normal;
        model.pieces.push_back({surface, value, kind});
    }
    model.byte_fallback = chance(random, 4);
    model.whitespace_as_suffix = chance(random, 10);
    model.add_dummy_prefix = !chance(random, 3);
    model.remove_extra_whitespaces = !chance(random, 3);
    model.escape_whitespaces = !chance(random, 10);
    const std::vector<std::pair<std::string, std::string>> rules = {
        {"\t", " "},    {"\n", " "},       {"\r\n", " "}, {"\u00a0", " "},  {"\u200b", ""}, {"c", "ab"},
        {"é", "b c"},   {"1", ""},         {"b", "a"},    {"b\u0301", "c"}, {",", "▁"},     {" \u0301", "b"},
        {"b a", "a b"}, {"\u00a0a", " b"}, {"€", " "},    {"a", "b"},       {"c ", "c"},
    };
    for (std::size_t i = chance(random, 2) ? 0 : below(random, 8); i-- > 0;) {
        model.replaced.push_back(rules[below(random, chance(random, 2) ? 9 : rules.size())]);
    }
    return model;
}

std::string random_model_text(Random& random, std::size_t letters) {
    std::string text;
    for (std::size_t i = 0; i < letters; ++i) text += chance(random, 3) ? any(random, kSpaces) : any(random, kLetters);
    if (chance(random, 3)) text += "b\u0301 \u0301x";
    return text;
}

}  // namespace wirecopy::testing
