#include "reference/text/utf8.hpp"

#include <vector>

namespace wirecopy::reference {
namespace {

struct Range {
    unsigned char first;
    unsigned char last;
};

const std::vector<std::vector<Range>> kTable = {
    {{0x00, 0x7F}},
    {{0xC2, 0xDF}, {0x80, 0xBF}},
    {{0xE0, 0xE0}, {0xA0, 0xBF}, {0x80, 0xBF}},
    {{0xE1, 0xEC}, {0x80, 0xBF}, {0x80, 0xBF}},
    {{0xED, 0xED}, {0x80, 0x9F}, {0x80, 0xBF}},
    {{0xEE, 0xEF}, {0x80, 0xBF}, {0x80, 0xBF}},
    {{0xF0, 0xF0}, {0x90, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}},
    {{0xF1, 0xF3}, {0x80, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}},
    {{0xF4, 0xF4}, {0x80, 0x8F}, {0x80, 0xBF}, {0x80, 0xBF}},
};

bool begins_with(std::string_view text, const std::vector<Range>& sequence) {
    if (text.size() < sequence.size()) return false;
    for (std::size_t i = 0; i < sequence.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < sequence[i].first || byte > sequence[i].last) return false;
    }
    return true;
}

}  // namespace

std::optional<std::size_t> first_invalid_byte(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = 0;
        for (const auto& row : kTable) {
            if (begins_with(text.substr(at), row)) length = row.size();
        }
        if (length == 0) return at;
        at += length;
    }
    return std::nullopt;
}

}  // namespace wirecopy::reference
