#include "reference/text/offsets.hpp"

namespace wirecopy::reference {

std::vector<std::size_t> unit_begins(std::string_view text, text::OffsetUnit unit) {
    std::vector<std::size_t> begins;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        begins.push_back(at);
        if (unit == text::OffsetUnit::utf16 && length == 4) begins.push_back(at);
        at += length;
    }
    begins.push_back(text.size());
    return begins;
}

std::size_t units_before(std::string_view text, std::size_t byte, text::OffsetUnit unit) {
    return unit_begins(text.substr(0, byte), unit).size() - 1;
}

}  // namespace wirecopy::reference
