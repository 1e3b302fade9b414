#include "wirecopy/text/utf8.hpp"

#include <cstdint>
#include <cstring>

#include <unicode/utf8.h>

#include "utf8_avx2.hpp"

namespace wirecopy::text {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080U;

bool has_avx2() {
#ifdef __x86_64__
    return __builtin_cpu_supports("avx2") != 0;
#else
    return false;
#endif
}

}  // namespace

std::optional<std::size_t> first_invalid_byte(std::string_view text) {
    if (text.empty()) return std::nullopt;
#ifdef __x86_64__
    if (has_avx2() && is_utf8_avx2(text)) return std::nullopt;
#endif
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int64_t>(text.size());
    for (std::int64_t at = 0; at < size;) {
        const std::int64_t start = at;
        UChar32 code_point = 0;
        U8_NEXT(bytes, at, size, code_point);
        if (code_point < 0) return static_cast<std::size_t>(start);
    }
    return std::nullopt;
}

bool is_ascii(std::string_view text) {
    std::size_t at = 0;
    for (; at + 32 <= text.size(); at += 32) {
        std::uint64_t words[4];
        std::memcpy(words, text.data() + at, sizeof(words));
        if (((words[0] | words[1] | words[2] | words[3]) & kHighBits) != 0) return false;
    }
    for (; at < text.size(); ++at) {
        if (static_cast<unsigned char>(text[at]) >= 0x80) return false;
    }
    return true;
}

}  // namespace wirecopy::text
