#include "support/unigram_model.hpp"

#include <bit>
#include <cstdint>

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

std::string score(unsigned field, float value) {
    std::string result = varint(field << 3U | kFloat);
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (unsigned shift = 0; shift < 32; shift += 8) result.push_back(static_cast<char>(bits >> shift & 0xFFU));
    return result;
}

constexpr unsigned kNormal = 1;
constexpr unsigned kUnknown = 2;
constexpr unsigned kControl = 3;

std::string piece(std::string_view surface, float value, unsigned type) {
    return bytes(1, bytes(1, surface) + score(2, value) + number(3, type));
}

}  // namespace

std::string unigram_model(const std::vector<Piece>& pieces) {
    std::string model = piece("<unk>", 0, kUnknown) + piece("<s>", 0, kControl) + piece("</s>", 0, kControl);
    for (const Piece& one : pieces) model += piece(one.surface, one.score, kNormal);
    const std::string trainer = number(3, 1);  // model_type: unigram
    const std::string normalizer = bytes(1, "identity") + number(3, 0) + number(4, 0) + number(5, 1);
    return model + bytes(2, trainer) + bytes(3, normalizer);
}

}  // namespace wirecopy::testing
